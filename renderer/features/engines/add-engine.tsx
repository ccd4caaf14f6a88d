import type { LighterErrorData } from '@contract/errors';
import { Button, Checkbox, Switch, TextInput } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../lib/bridge';
import { asErrorData } from '../../lib/error-data';
import { shellLine } from '../../lib/shell-quote';
import { CliLine } from '../../ui/cli-line';
import { ErrorNotice } from '../../ui/error-notice';
import { type AddForm, emptyForm, problemOf, schemeOf, type TlsFileKind } from './add-form';
import classes from './engines.module.css';

interface AddEngineProps {
  onCancel: () => void;
  /** With the new engine's key. */
  onAdded: (key: string) => void;
}

/** Windows' own ssh cannot lead to a socket of another machine. */
const isWindows = navigator.userAgent.includes('Windows');

const kinds: readonly TlsFileKind[] = ['ca', 'cert', 'key'];

/** An engine on another machine: through ssh, or over TCP with TLS; over bare TCP only after a warning. */
export function AddEngine({ onCancel, onAdded }: AddEngineProps) {
  const { t } = useTranslation();
  const [form, setForm] = useState<AddForm>(emptyForm);
  const [isTried, setTried] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<LighterErrorData | null>(null);
  const change = (next: Partial<AddForm>) => {
    setError(null);
    setForm((before) => ({ ...before, ...next }));
  };
  const scheme = schemeOf(form.url);
  const problem = problemOf(form);

  const submit = async () => {
    setTried(true);
    if (problem !== null) return;
    setBusy(true);
    const token = (kind: TlsFileKind) => form.files[kind]?.token ?? null;
    const tls =
      scheme === 'tcp' && form.useTls ? { ca: token('ca'), cert: token('cert'), key: token('key') } : null;
    try {
      const input = { name: form.name.trim(), url: form.url.trim(), tls, acceptPlain: form.acceptPlain };
      const { key } = await call('engines.add', input);
      onAdded(key);
    } catch (thrown) {
      setError(asErrorData(thrown));
      setBusy(false);
    }
  };

  return (
    <form
      className={classes.body}
      onSubmit={(event) => {
        event.preventDefault();
        if (!isBusy) void submit();
      }}
    >
      <TextInput
        label={t('engines:add.address')}
        description={t('engines:add.addressHelp')}
        placeholder="ssh://me@build.example.org"
        classNames={{ input: classes.mono }}
        value={form.url}
        error={isTried && problem === 'address' ? t('engines:add.problem.address') : undefined}
        onChange={(event) => change({ url: event.currentTarget.value, acceptPlain: false })}
        data-autofocus
        spellCheck={false}
      />
      <TextInput
        label={t('engines:add.name')}
        description={t('engines:add.nameHelp')}
        maxLength={60}
        value={form.name}
        onChange={(event) => change({ name: event.currentTarget.value })}
      />
      {scheme === 'ssh' && (
        <p className={isWindows ? classes.problem : classes.lead} role={isWindows ? 'alert' : undefined}>
          {t(isWindows ? 'engines:add.sshWindows' : 'engines:add.sshHelp')}
        </p>
      )}
      {scheme === 'tcp' && (
        <>
          <Switch
            label={t('engines:add.tls')}
            checked={form.useTls}
            onChange={(event) => change({ useTls: event.currentTarget.checked, acceptPlain: false })}
          />
          {form.useTls ? (
            <TlsFiles form={form} change={change} isTried={isTried} onError={setError} />
          ) : (
            <PlainWarning form={form} change={change} isTried={isTried} />
          )}
        </>
      )}
      {error && <ErrorNotice error={error} isOpen />}
      {problem === null && <CliLine command={commandOf(form)} asIs />}
      <div className={classes.buttons}>
        <span className={classes.space} />
        <Button variant="default" onClick={onCancel}>
          {t('common:cancel')}
        </Button>
        <Button type="submit" loading={isBusy}>
          {t('engines:add.save')}
        </Button>
      </div>
    </form>
  );
}

/** The docker context that leads to the same engine. */
function commandOf({ url, name, useTls, files }: AddForm): string {
  const tls = schemeOf(url) === 'tcp' && useTls ? kinds : [];
  const given = tls.flatMap((kind) => (files[kind] ? [`${kind}=${files[kind].path}`] : []));
  const endpoint = [`host=${url.trim()}`, ...given].join(',');
  return shellLine(['docker', 'context', 'create', name.trim() || 'remote', '--docker', endpoint]);
}

interface PartProps {
  form: AddForm;
  change: (next: Partial<AddForm>) => void;
  isTried: boolean;
}

function TlsFiles({
  form,
  change,
  isTried,
  onError,
}: PartProps & { onError: (error: LighterErrorData) => void }) {
  const { t } = useTranslation();
  const choose = (kind: TlsFileKind) => {
    call('engines.chooseFile', { kind }).then(
      (file) => file && change({ files: { ...form.files, [kind]: file } }),
      (thrown: unknown) => onError(asErrorData(thrown)),
    );
  };
  return (
    <div className={classes.files}>
      {kinds.map((kind) => (
        <div key={kind} className={classes.file}>
          <span>{t(`engines:choose.${kind}`)}</span>
          <code>{form.files[kind]?.path ?? t('engines:add.noFile')}</code>
          <Button
            size="compact-sm"
            variant="default"
            aria-label={t('engines:add.chooseNamed', { file: t(`engines:choose.${kind}`) })}
            onClick={() => choose(kind)}
          >
            {t('engines:add.chooseFile')}
          </Button>
        </div>
      ))}
      <p className={classes.lead}>{t('engines:add.tlsHelp')}</p>
      {isTried && problemOf(form) === 'pair' && (
        <p className={classes.problem} role="alert">
          {t('engines:add.problem.pair')}
        </p>
      )}
    </div>
  );
}

function PlainWarning({ form, change, isTried }: PartProps) {
  const { t } = useTranslation();
  return (
    <div className={classes.warning} data-testid="plain-warning">
      <p>
        <IconAlertTriangle size={16} stroke={1.5} aria-hidden /> {t('engines:add.plainWarning')}
      </p>
      <Checkbox
        label={t('engines:add.plainAccept')}
        checked={form.acceptPlain}
        error={isTried && problemOf(form) === 'plain' ? t('engines:add.problem.plain') : undefined}
        onChange={(event) => change({ acceptPlain: event.currentTarget.checked })}
      />
    </div>
  );
}

import { canPass } from '@contract/build-pass';
import type { BuildSource } from '@contract/builds';
import type { LighterErrorData } from '@contract/errors';
import { Button, Select, TextInput } from '@mantine/core';
import { lazy, Suspense, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { navigate } from 'wouter/use-hash-location';
import { call } from '../../lib/bridge';
import { cleanText } from '../../lib/clean-text';
import { asErrorData } from '../../lib/error-data';
import { shellLine } from '../../lib/shell-quote';
import { currentEpoch, useEngine } from '../../store/mirror';
import { CliLine } from '../../ui/cli-line';
import { DialogButtons, DialogForm } from '../../ui/dialog-frame';
import { ErrorNotice } from '../../ui/error-notice';
import { OnEngine } from '../../ui/on-engine';
import { ArgRows } from './arg-rows';
import { buildArgs } from './build-cli';
import classes from './build-dialog.module.css';
import { type BuildFields, badTag, blankBuild, toFields, toForm } from './build-fields';
import { BuildOptions } from './build-options';
import { SourceField } from './source-field';
import { useSourceFacts } from './use-build-source';

const EditorDialog = lazy(() => import('./editor-dialog').then((m) => ({ default: m.EditorDialog })));

interface BuildDialogProps {
  /** A former build that is to be done once more. */
  again?: string;
  onClose: () => void;
}

/** Asks what to build and how; the build itself is followed on its own page. */
export function BuildDialog({ again, onClose }: BuildDialogProps) {
  const { t } = useTranslation();
  const [source, setSource] = useState<BuildSource | null>(null);
  const [fields, setFields] = useState<BuildFields>(() => toFields(blankBuild('Dockerfile')));
  const [error, setError] = useState<LighterErrorData | null>(null);
  const [isBusy, setBusy] = useState(false);
  const [isEditing, setEditing] = useState(false);
  const [round, setRound] = useState(0);
  const isEngineRunning = useEngine()?.state === 'running';
  const { dockerfile, builder } = fields;
  const facts = useSourceFacts({ source, dockerfile, builder, passes: canPass(fields) }, round);
  const change = (part: Partial<BuildFields>) => setFields((before) => ({ ...before, ...part }));
  const take = (chosen: BuildSource) => {
    setError(null);
    setSource(chosen);
    change({ dockerfile: chosen.dockerfile });
  };

  const chooseOther = async (of: string) => {
    try {
      const found = await call('builds.chooseOther', { source: of });
      if (found) take(found);
    } catch (thrown) {
      setError(asErrorData(thrown));
    }
  };

  useEffect(() => {
    if (again === undefined) return;
    call('builds.again', { id: again }).then(
      ({ source, form }) => {
        setSource(source);
        setFields(toFields(form));
      },
      (thrown: unknown) => setError(asErrorData(thrown)),
    );
  }, [again]);

  const bad = badTag(fields.tags);
  const isKit = facts.choice?.builder !== 'classic';
  const form = toForm(isKit ? fields : { ...fields, secrets: [], ssh: false });
  const reason =
    source === null ? t('builds:form.noSource') : isEngineRunning ? null : t('builds:form.noEngine');
  const isReady = reason === null && bad === null && !isBusy;
  const begin = async () => {
    if (source === null) return;
    setBusy(true);
    try {
      const { buildId } = await call('builds.start', { epoch: currentEpoch(), source: source.id, form });
      onClose();
      navigate(`/builds/${buildId}`);
    } catch (thrown) {
      setError(asErrorData(thrown));
      setBusy(false);
    }
  };
  if (isEditing && source)
    return (
      <Suspense>
        <EditorDialog
          source={source.id}
          dockerfile={fields.dockerfile}
          onClose={() => {
            setEditing(false);
            setRound(round + 1);
          }}
        />
      </Suspense>
    );

  const shown = error ?? facts.error;
  return (
    <DialogForm
      title={t('builds:build')}
      size={680}
      onClose={onClose}
      onSubmit={() => {
        if (isReady) void begin();
      }}
    >
      <OnEngine />
      <SourceField
        source={source}
        dockerfile={dockerfile}
        size={facts.size}
        onSource={take}
        onError={setError}
      />
      {source && (
        <div className={classes.file}>
          <Select
            label={t('builds:form.dockerfile')}
            data={source.dockerfiles}
            value={fields.dockerfile}
            title={cleanText(fields.dockerfile, 1000)}
            onChange={(dockerfile) => dockerfile && change({ dockerfile })}
            allowDeselect={false}
            classNames={{ input: 'mono' }}
          />
          <Button size="compact-md" variant="default" onClick={() => void chooseOther(source.id)}>
            {t('builds:form.other')}
          </Button>
          <Button size="compact-md" variant="default" onClick={() => setEditing(true)}>
            {t('builds:form.edit')}
          </Button>
          <span className={classes.hints} data-some={(facts.file?.hints.length ?? 0) > 0 || undefined}>
            {facts.file &&
              (facts.file.hints.length === 0
                ? t('builds:form.noHints')
                : t('builds:form.hints', { count: facts.file.hints.length }))}
          </span>
        </div>
      )}
      <TextInput
        label={t('builds:form.tags')}
        description={bad === null && t('builds:form.tagsHint')}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        placeholder="me/app:1.0"
        value={fields.tags}
        onChange={(event) => change({ tags: event.currentTarget.value })}
        error={bad !== null && t('builds:form.tagsInvalid', { name: cleanText(bad, 100) })}
        classNames={{ input: 'mono' }}
        spellCheck={false}
        autoComplete="off"
      />
      <ArgRows args={fields.args} known={facts.file?.args ?? []} onChange={(args) => change({ args })} />
      <BuildOptions fields={fields} facts={facts} onChange={change} />
      {facts.choice && (
        <p className={classes.note} data-testid="builder">
          {t(`builds:why.${facts.choice.why}`, { builder: t(`builds:builder.${facts.choice.builder}`) })}
        </p>
      )}
      {shown && <ErrorNotice error={shown} isOpen />}
      <CliLine
        command={shellLine(buildArgs(form, source?.folder ?? '.', facts.choice?.builder ?? 'buildkit'))}
      />
      <DialogButtons reason={reason} onCancel={onClose}>
        <Button size="compact-md" type="submit" loading={isBusy} disabled={!isReady}>
          {t('builds:form.submit')}
        </Button>
      </DialogButtons>
    </DialogForm>
  );
}

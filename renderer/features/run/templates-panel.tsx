import type { RunForm } from '@contract/run-form';
import type { Template } from '@contract/templates';
import { Button, Checkbox, TextInput } from '@mantine/core';
import { IconPencil, IconTrash } from '@tabler/icons-react';
import type { TFunction } from 'i18next';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../lib/bridge';
import { cleanText } from '../../lib/clean-text';
import { asErrorData } from '../../lib/error-data';
import panels from './panels.module.css';
import classes from './run.module.css';
import { isSecretName, withoutSecrets } from './secret-names';

interface TemplatesPanelProps {
  form: RunForm;
  /** The form cannot be sent as it stands, so it cannot be kept either. */
  hasProblems: boolean;
  onForm: (template: Template) => void;
  onClose: () => void;
}

/** Forms kept under a name: use one, keep this one, rename, delete. */
export function TemplatesPanel({ form, hasProblems, onForm, onClose }: TemplatesPanelProps) {
  const { t } = useTranslation();
  const [templates, setTemplates] = useState<Template[] | null>(null);
  const [name, setName] = useState(form.name ?? '');
  const [leavesOut, setLeavesOut] = useState(true);
  const [told, setTold] = useState('');
  const [removed, setRemoved] = useState<Template | null>(null);
  const [renaming, setRenaming] = useState<{ name: string; to: string } | null>(null);
  const secrets = form.env.filter((one) => isSecretName(one.name) && one.value).map((one) => one.name);

  useEffect(() => {
    call('templates.list', {}).then(setTemplates, (thrown: unknown) => setTold(failed(t, thrown)));
  }, [t]);

  const change = (made: Promise<Template[]>, done: string) =>
    made.then(
      (all) => {
        setTemplates(all);
        setTold(done);
        setRemoved(null);
        setRenaming(null);
      },
      (thrown: unknown) => setTold(failed(t, thrown)),
    );
  const save = () => {
    const { form: kept, withheld } = leavesOut ? withoutSecrets(form) : { form, withheld: [] };
    return change(
      call('templates.save', { name: name.trim(), form: kept, withheld }),
      t('run:templates.saved', { name: name.trim() }),
    );
  };
  const restore = ({ savedAt: _then, ...one }: Template) =>
    void change(call('templates.save', one), t('run:templates.saved', { name: one.name }));
  const isTaken = templates?.some((one) => one.name === name.trim()) ?? false;

  return (
    <div className={panels.paste} data-testid="templates-panel">
      <div className={panels.templateSave}>
        <TextInput
          label={t('run:templates.nameIt')}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          onKeyDown={(event) => {
            // Enter keeps the template; it must not run the container.
            if (event.key !== 'Enter') return;
            event.preventDefault();
            if (name.trim() && !hasProblems) void save();
          }}
          maxLength={80}
          autoComplete="off"
        />
        <Button
          size="compact-md"
          variant="default"
          disabled={!name.trim() || hasProblems}
          onClick={() => void save()}
        >
          {t(isTaken ? 'run:templates.replace' : 'run:templates.save')}
        </Button>
        <Button size="compact-md" variant="default" onClick={onClose}>
          {t('run:paste.done')}
        </Button>
      </div>
      {hasProblems && <p className={classes.hint}>{t('run:templates.notYet')}</p>}
      {secrets.length > 0 && (
        <Checkbox
          size="xs"
          classNames={{ body: classes.checkBody, label: classes.checkLabel }}
          checked={leavesOut}
          onChange={(event) => setLeavesOut(event.currentTarget.checked)}
          label={t('run:templates.leaveOut', { names: secrets.join(', ') })}
          description={leavesOut ? undefined : t('run:templates.plain')}
        />
      )}
      <span className={classes.hint} role="status">
        {told}
        {removed && (
          <>
            {' '}
            <button type="button" className={classes.link} onClick={() => restore(removed)}>
              {t('run:templates.undo')}
            </button>
          </>
        )}
      </span>
      {templates?.length === 0 && <p className={classes.hint}>{t('run:templates.none')}</p>}
      <ul className={panels.templates} aria-label={t('run:templates.title')}>
        {templates?.map((one) => (
          <li key={one.name} className={panels.template}>
            {renaming?.name === one.name ? (
              <TextInput
                aria-label={t('run:templates.newName')}
                value={renaming.to}
                onChange={(event) => setRenaming({ name: one.name, to: event.currentTarget.value })}
                onKeyDown={(event) => {
                  if (event.key !== 'Enter' || !renaming.to.trim()) return;
                  event.preventDefault();
                  const to = renaming.to.trim();
                  void change(
                    call('templates.rename', { name: one.name, to }),
                    t('run:templates.renamed', { name: to }),
                  );
                }}
                maxLength={80}
                autoFocus
                autoComplete="off"
              />
            ) : (
              <button type="button" className={panels.templateName} onClick={() => onForm(one)}>
                <strong>{cleanText(one.name, 80)}</strong>
                <span className={classes.muted}>{cleanText(one.form.image, 120)}</span>
              </button>
            )}
            <button
              type="button"
              className={panels.iconButton}
              aria-label={t('run:templates.rename', { name: one.name })}
              title={t('run:templates.rename', { name: one.name })}
              onClick={() => setRenaming({ name: one.name, to: one.name })}
            >
              <IconPencil size={16} stroke={1.5} aria-hidden />
            </button>
            <button
              type="button"
              className={panels.iconButton}
              aria-label={t('run:templates.remove', { name: one.name })}
              title={t('run:templates.remove', { name: one.name })}
              onClick={() =>
                void change(
                  call('templates.remove', { name: one.name }),
                  t('run:templates.removed', { name: one.name }),
                ).then(() => setRemoved(one))
              }
            >
              <IconTrash size={16} stroke={1.5} aria-hidden />
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** What went wrong with the templates, in words. */
function failed(t: TFunction, thrown: unknown): string {
  const { code } = asErrorData(thrown);
  return code === 'invalid-input' ? t('run:templates.tooMany') : t(`errors:${code}.what`);
}

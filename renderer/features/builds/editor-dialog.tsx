import type { DockerfileFacts } from '@contract/builds';
import type { LighterErrorData } from '@contract/errors';
import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../lib/bridge';
import { asErrorData } from '../../lib/error-data';
import { DialogButtons, DialogForm } from '../../ui/dialog-frame';
import { ErrorNotice } from '../../ui/error-notice';
import classes from './builds.module.css';
import { DockerfileView } from './dockerfile-view';

/** A pause in the writing, ms, after which the hints are looked for. */
const pause = 300;

interface EditorDialogProps {
  /** The source's id. */
  source: string;
  dockerfile: string;
  onClose: () => void;
}

/** A Dockerfile to write, with hints while it is written. */
export function EditorDialog({ source, dockerfile, onClose }: EditorDialogProps) {
  const { t } = useTranslation();
  const [before, setBefore] = useState<string | null>(null);
  const [text, setText] = useState('');
  const [facts, setFacts] = useState<DockerfileFacts | null>(null);
  const [error, setError] = useState<LighterErrorData | null>(null);

  useEffect(() => {
    call('builds.read', { source, dockerfile }).then(
      (read) => {
        setBefore(read.text);
        setText(read.text);
        setFacts(read);
      },
      (thrown: unknown) => setError(asErrorData(thrown)),
    );
  }, [source, dockerfile]);

  useEffect(() => {
    if (before === null || facts?.text === text) return;
    const timer = setTimeout(() => {
      call('builds.hints', { text }).then(setFacts, (thrown: unknown) => setError(asErrorData(thrown)));
    }, pause);
    return () => clearTimeout(timer);
  }, [text, before, facts]);

  const save = async () => {
    if (before === null) return;
    // The editor knows one kind of line end; the file keeps its own.
    const written = before.includes('\r\n') ? text.replaceAll(/\r?\n/g, '\r\n') : text;
    try {
      await call('builds.write', { source, dockerfile, text: written, before });
      onClose();
    } catch (thrown) {
      setError(asErrorData(thrown));
    }
  };

  return (
    <DialogForm
      title={t('builds:editor.title', { name: dockerfile })}
      size={760}
      onClose={onClose}
      onSubmit={() => void save()}
    >
      <div className={classes.dialogEditor}>
        {before !== null && (
          <DockerfileView
            text={before}
            label={t('builds:editor.label')}
            hints={facts?.hints ?? []}
            onChange={setText}
          />
        )}
      </div>
      {facts?.hints.length === 0 && <p className={classes.muted}>{t('builds:editor.none')}</p>}
      {facts !== null && facts.hints.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: scrollable
        <ul className={classes.hints} aria-label={t('builds:editor.hints')} tabIndex={0}>
          {facts.hints.map(({ code, from, subject }) => (
            <li key={`${code} ${from.line} ${from.column}`}>
              <span>{t('builds:editor.line', { line: from.line + 1 })}</span>
              <span>{t(`builds:hint.${code}`, { subject })}</span>
            </li>
          ))}
        </ul>
      )}
      {error && <ErrorNotice error={error} isOpen />}
      <DialogButtons onCancel={onClose}>
        <Button size="compact-md" type="submit" disabled={before === null || text === before}>
          {t('builds:editor.save')}
        </Button>
      </DialogButtons>
    </DialogForm>
  );
}

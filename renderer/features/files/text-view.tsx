import type { LighterErrorData } from '@contract/errors';
import { maxText } from '@contract/files';
import { Button } from '@mantine/core';
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../lib/bridge';
import { asErrorData } from '../../lib/error-data';
import { currentEpoch } from '../../store/mirror';
import { ErrorNotice } from '../../ui/error-notice';
import { notifySuccess } from '../../ui/notify';
import { hasHiddenMarks, lineEndsOf, withLineEnds } from './line-ends';
import { nameOf } from './paths';
import paneClasses from './preview.module.css';

interface TextViewProps {
  id: string;
  path: string;
  text: string;
  version: string;
  /** Why it cannot be edited; null when it can. */
  hindrance: string | null;
  onSaved: () => void;
  /** Read it anew, letting go of what was edited. */
  onReload: () => void;
}

/** What was edited and not saved, and what it was made from; kept while other files and pages are looked at. */
const drafts = new Map<string, { text: string; version: string }>();

/** A text to read and, after `Edit`, to change; Ctrl+S saves. Give it a `key` that changes with the file. */
export function TextView(props: TextViewProps) {
  const { t } = useTranslation();
  const { id, path, hindrance } = props;
  const kept = drafts.get(`${id} ${path}`);
  const [saved, setSaved] = useState({ text: props.text, version: kept?.version ?? props.version });
  const [draft, setDraft] = useState<string | null>(kept?.text ?? null);
  const [isSaving, setSaving] = useState(false);
  const [error, setError] = useState<LighterErrorData | null>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const ends = useMemo(() => lineEndsOf(saved.text), [saved]);
  const plain = useMemo(() => saved.text.replaceAll('\r\n', '\n'), [saved]);
  const isDirty = draft !== null && draft !== plain;
  useEffect(() => {
    if (isDirty) drafts.set(`${id} ${path}`, { text: draft, version: saved.version });
    else drafts.delete(`${id} ${path}`);
  }, [isDirty, draft, id, path, saved.version]);
  const why = hindrance ?? (ends === 'mixed' ? t('files:edit.mixedEnds') : null);

  const edit = () => {
    setDraft(plain);
    field.current?.focus();
  };
  const leave = () => {
    setDraft(null);
    setError(null);
  };
  const save = async (overwrite: boolean) => {
    if (draft === null || isSaving) return;
    const text = withLineEnds(draft, ends);
    if (text.length > maxText) return setError({ code: 'invalid-input', message: t('files:edit.tooLong') });
    setSaving(true);
    setError(null);
    try {
      const { version } = await call('files.save', {
        epoch: currentEpoch(),
        id,
        path,
        text,
        version: saved.version,
        overwrite,
      });
      setSaved({ text, version });
      setDraft(null);
      notifySuccess(t('files:edit.saved', { name: nameOf(path) }));
      props.onSaved();
    } catch (thrown) {
      setError(asErrorData(thrown));
    } finally {
      setSaving(false);
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key.toLowerCase() === 's' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      void save(false);
    } else if (event.key === 'Escape' && draft !== null && !isDirty) leave();
  };

  return (
    <>
      <div className={paneClasses.editBar}>
        {draft === null ? (
          <Button
            size="compact-sm"
            variant="default"
            disabled={why !== null}
            title={why ?? undefined}
            onClick={edit}
          >
            {t('files:edit.edit')}
          </Button>
        ) : (
          <>
            <Button size="compact-sm" loading={isSaving} disabled={!isDirty} onClick={() => void save(false)}>
              {t('files:edit.save')}
            </Button>
            <Button size="compact-sm" variant="default" disabled={isSaving} onClick={leave}>
              {t(isDirty ? 'files:edit.discard' : 'common:cancel')}
            </Button>
          </>
        )}
        <span className={paneClasses.hint}>
          {draft === null ? why : isDirty ? t('files:edit.unsaved') : t('files:edit.hint')}
        </span>
      </div>
      {error?.code === 'conflict' ? (
        <div className={paneClasses.warning} role="alert">
          <span>{t('files:edit.changedMeanwhile')}</span>
          <Button size="compact-sm" variant="default" onClick={() => void save(true)}>
            {t('files:edit.overwrite')}
          </Button>
          <Button
            size="compact-sm"
            variant="default"
            onClick={() => {
              drafts.delete(`${id} ${path}`);
              props.onReload();
            }}
          >
            {t('files:edit.reload')}
          </Button>
        </div>
      ) : error ? (
        <div className={paneClasses.problem}>
          <ErrorNotice error={error} isOpen />
        </div>
      ) : null}
      {hasHiddenMarks(saved.text) && <p className={paneClasses.caution}>{t('files:preview.hiddenMarks')}</p>}
      <textarea
        ref={field}
        className={paneClasses.text}
        aria-label={t('files:preview.text', { name: nameOf(path) })}
        readOnly={draft === null}
        data-editing={draft !== null || undefined}
        wrap="off"
        spellCheck={false}
        autoComplete="off"
        value={draft ?? plain}
        onChange={(event) => setDraft(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
    </>
  );
}

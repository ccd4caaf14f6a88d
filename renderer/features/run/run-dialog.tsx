import type { LighterErrorData } from '@contract/errors';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useEngine } from '../../store/mirror';
import { notifySuccess } from '../../ui/notify';
import { emptyFields } from './fields';
import { placeError } from './place-error';
import type { FieldKey, Problems } from './problems';
import { RunFooter } from './run-footer';
import { RunFormFrame, useRunFrame } from './run-form-frame';
import { useRun } from './use-run';
import { useRunForm } from './use-run-form';

interface RunDialogProps {
  /** The image to start with. */
  image?: string;
  onClose: () => void;
}

const noProblems: Problems = new Map();
/** Creates a container from an image, and runs it. Nothing is sent before every field can work. */
export function RunDialog({ image = '', onClose }: RunDialogProps) {
  const { t } = useTranslation();
  const frame = useRunFrame();
  const { sections } = frame;
  const form = useRunForm(() => emptyFields(image));
  const { fields, lookup, checked } = form;
  const [error, setError] = useState<LighterErrorData | null>(null);
  const [target, setTarget] = useState<FieldKey | null>(null);
  const runButton = useRef<HTMLButtonElement>(null);
  const engine = useEngine();

  const run = useRun({
    onDone: ({ name, warnings }, start) => {
      notifySuccess(t(start ? 'run:started' : 'run:created', { name }), warnings.join('\n'));
      onClose();
    },
    onError: (failure, sent) => {
      const placed = sent && placeError(failure, fields, sent);
      if (placed) {
        form.setRefused(placed);
        setTarget(placed.field);
      } else {
        setError(failure);
      }
    },
  });
  const { phase } = run;
  const isBusy = phase.kind !== 'editing';
  // The container being made takes its own name and ports: no problem of the form's.
  const shown = isBusy ? noProblems : form.shown;
  const isReady =
    engine?.state === 'running' && !isBusy && lookup.kind !== 'looking' && checked.problems.size === 0;

  // While it works the fields are inert, and the focus waits on the button that was pressed, not nowhere.
  useEffect(() => {
    if (isBusy) runButton.current?.focus();
  }, [isBusy]);
  useEffect(() => {
    if (isBusy || target === null) return;
    sections.focusField(target);
    setTarget(null);
  }, [isBusy, target, sections.focusField]);

  const submit = async (start: boolean) => {
    if (!isReady) return;
    setError(null);
    const { form: toSend, problems } = await form.checkNow();
    const [first] = problems.keys();
    if (first) setTarget(first);
    else await run.submit(toSend, start);
  };

  return (
    <RunFormFrame
      title={t('run:title')}
      {...{ frame, form, shown, run, error, onClose }}
      leftUndone={t('run:notRun')}
      onLoad={() => setError(null)}
      onPull={(wanted) => void run.pullOnly(wanted)}
      onSubmit={() => void submit(true)}
    >
      {(close) => (
        <RunFooter
          form={checked.form}
          problems={checked.problems}
          lookup={lookup}
          phase={phase}
          isEngineRunning={engine?.state === 'running'}
          isReady={isReady}
          runButton={runButton}
          onCreate={() => void submit(false)}
          onCancel={close}
          onEditText={(text) => frame.setPanel({ kind: 'paste', text })}
        />
      )}
    </RunFormFrame>
  );
}

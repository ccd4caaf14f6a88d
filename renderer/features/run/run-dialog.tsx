import type { LighterErrorData } from '@contract/errors';
import { Modal } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useEngine, useRow } from '../../store/mirror';
import { ErrorNotice } from '../../ui/error-notice';
import { notifySuccess } from '../../ui/notify';
import { useReturnFocus } from '../../ui/use-return-focus';
import { emptyFields } from './fields';
import { placeError } from './place-error';
import type { FieldKey, Problems } from './problems';
import { PullPanel } from './pull-panel';
import classes from './run.module.css';
import { RunFooter } from './run-footer';
import { RunFormView, type RunPanel } from './run-form-view';
import { useSections } from './section-list';
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
  useReturnFocus();
  const [panel, setPanel] = useState<RunPanel>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const sections = useSections(scroller);
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
  const task = useRow('tasks', phase.kind === 'pulling' ? phase.taskId : '');
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
  const close = () => {
    if (phase.kind === 'pulling' && task)
      notifySuccess(t('run:pullGoesOn', { image: task.subject }), t('run:notRun'));
    onClose();
  };

  return (
    <Modal.Root opened onClose={close} size={860} centered transitionProps={{ duration: 100 }}>
      <Modal.Overlay />
      <Modal.Content classNames={{ content: classes.content }}>
        <form
          className={classes.form}
          onSubmit={(event) => {
            event.preventDefault();
            // Enter in a panel is about the panel.
            if (!document.activeElement?.closest('[data-panel]')) void submit(true);
          }}
        >
          <RunFormView
            title={t('run:title')}
            {...{ form, shown, sections, scroller, panel, isBusy }}
            onPanel={setPanel}
            onLoad={() => setError(null)}
            onPull={(wanted) => void run.pullOnly(wanted)}
          />
          {error && (
            <div className={classes.notice}>
              <ErrorNotice error={error} />
            </div>
          )}
          {task && <PullPanel task={task} onStop={run.stopPull} />}
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
            onEditText={(text) => setPanel({ kind: 'paste', text })}
          />
        </form>
      </Modal.Content>
    </Modal.Root>
  );
}

import type { LighterErrorData } from '@contract/errors';
import { Modal } from '@mantine/core';
import { type ReactNode, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRow } from '../../store/mirror';
import { ErrorNotice } from '../../ui/error-notice';
import { notifySuccess } from '../../ui/notify';
import { useReturnFocus } from '../../ui/use-return-focus';
import { PullPanel } from './pull-panel';
import classes from './run.module.css';
import { RunFormView, type RunFormViewProps, type RunPanel } from './run-form-view';
import { useSections } from './section-list';
import type { Run } from './use-run';

/** What a dialog around the run form keeps: the open panel, and where its sections are. */
export function useRunFrame() {
  const [panel, setPanel] = useState<RunPanel>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const sections = useSections(scroller);
  return { panel, setPanel, scroller, sections };
}

interface RunFormFrameProps extends Pick<RunFormViewProps, 'title' | 'form' | 'shown' | 'onLoad' | 'onPull'> {
  frame: ReturnType<typeof useRunFrame>;
  run: Pick<Run, 'phase' | 'stopPull'>;
  error: LighterErrorData | null;
  /** What did not happen because the dialog was closed while it pulled. */
  leftUndone: string;
  onSubmit: () => void;
  onClose: () => void;
  /** The foot; `close` is what its Cancel does. */
  children: (close: () => void) => ReactNode;
}

/** The dialog around the run form: the form, what went wrong, a pull under way. A pull goes on when it is closed. */
export function RunFormFrame(props: RunFormFrameProps) {
  const { frame, run, error, leftUndone, onSubmit, onClose, children, ...view } = props;
  const { panel, setPanel, scroller, sections } = frame;
  const { t } = useTranslation();
  useReturnFocus();
  const { phase } = run;
  const pull = useRow('tasks', phase.kind === 'pulling' ? phase.taskId : '');
  const close = () => {
    if (phase.kind === 'pulling' && pull)
      notifySuccess(t('run:pullGoesOn', { image: pull.subject }), leftUndone);
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
            if (!document.activeElement?.closest('[data-panel]')) onSubmit();
          }}
        >
          <RunFormView
            {...view}
            {...{ sections, scroller, panel }}
            isBusy={phase.kind !== 'editing'}
            onPanel={setPanel}
          />
          {error && (
            <div className={classes.notice}>
              <ErrorNotice error={error} />
            </div>
          )}
          {pull && <PullPanel task={pull} onStop={run.stopPull} />}
          {children(close)}
        </form>
      </Modal.Content>
    </Modal.Root>
  );
}

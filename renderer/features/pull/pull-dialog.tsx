import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../lib/bridge';
import { shellLine } from '../../lib/shell-quote';
import { currentEpoch, useEngine, useRow } from '../../store/mirror';
import { CliLine } from '../../ui/cli-line';
import { DialogForm } from '../../ui/dialog-frame';
import { ErrorNotice } from '../../ui/error-notice';
import { tellDone } from '../tasks/follow-task';
import { TaskButtons } from '../tasks/task-buttons';
import { TaskLayers, TaskTotal } from '../tasks/task-progress';
import { useTask } from '../tasks/use-task';

interface PullDialogProps {
  initialRef?: string;
  onClose: () => void;
}

/** Asks for a reference and shows the pull; closing the dialog leaves the pull running as a task. */
export function PullDialog({ initialRef = '', onClose }: PullDialogProps) {
  const { t } = useTranslation();
  const [ref, setRef] = useState(initialRef);
  const isEngineRunning = useEngine()?.state === 'running';
  const pull = useTask((done) => {
    tellDone(done);
    onClose();
  });
  const task = useRow('tasks', pull.taskId ?? '');
  const typed = ref.trim();
  const isInvalid = pull.error?.code === 'invalid-input';

  return (
    <DialogForm
      title={t('pull:title')}
      size={600}
      onClose={onClose}
      onSubmit={() => {
        if (typed && !pull.isRunning && isEngineRunning)
          void pull.start(() => call('images.pull', { epoch: currentEpoch(), ref: typed }));
      }}
    >
      <TextInput
        label={t('pull:image')}
        description={!isInvalid && t('pull:imageHint')}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        placeholder="nginx"
        value={ref}
        onChange={(event) => setRef(event.currentTarget.value)}
        readOnly={pull.isRunning}
        error={isInvalid && t('pull:invalid')}
        classNames={{ input: 'mono' }}
        spellCheck={false}
        autoComplete="off"
        data-autofocus
      />
      {pull.isRunning && task && (
        <>
          <TaskTotal task={task} />
          <TaskLayers layers={task.layers} />
        </>
      )}
      {pull.error && !isInvalid && <ErrorNotice error={pull.error} isOpen />}
      <CliLine command={shellLine(['docker', 'pull', typed || 'IMAGE'])} />
      <TaskButtons task={pull} reason={isEngineRunning ? null : t('pull:noEngine')} onClose={onClose}>
        <Button size="compact-md" type="submit" disabled={!typed || !isEngineRunning}>
          {t('pull:pull')}
        </Button>
      </TaskButtons>
    </DialogForm>
  );
}

import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../lib/bridge';
import { registryOf } from '../../lib/registry-of';
import { shellLine } from '../../lib/shell-quote';
import { currentEpoch } from '../../store/mirror';
import { openDialog } from '../../store/ui';
import { tellDone } from '../tasks/follow-task';
import { TaskForm } from '../tasks/task-form';
import { useTask } from '../tasks/use-task';

interface PushDialogProps {
  /** The name the image has. */
  tag: string;
  onClose: () => void;
}

/** Pushes an image, under another name where one is given: then it gets that name first. */
export function PushDialog({ tag, onClose }: PushDialogProps) {
  const { t } = useTranslation();
  const [name, setName] = useState(tag);
  const push = useTask((done) => {
    tellDone(done);
    onClose();
  });
  const typed = name.trim();
  const isInvalid = push.error?.code === 'invalid-input';
  const commands = [
    ...(typed === tag || typed === '' ? [] : [['docker', 'tag', tag, typed]]),
    ['docker', 'push', typed || 'IMAGE'],
  ];
  const begin = async () => {
    const epoch = currentEpoch();
    if (typed !== tag) await call('images.tag', { epoch, key: tag, name: typed });
    return call('images.push', { epoch, ref: typed });
  };

  return (
    <TaskForm
      title={t('images:push.title')}
      submit={t('images:push.push')}
      canSubmit={typed !== ''}
      onSubmit={() => void push.start(begin)}
      onClose={onClose}
      cli={commands.map(shellLine).join(' && ')}
      run={push}
      error={isInvalid ? null : push.error}
      onLogIn={() =>
        openDialog({ kind: 'login', server: registryOf(typed), back: { kind: 'push', tag: typed } })
      }
    >
      <TextInput
        label={t('images:push.name')}
        description={!isInvalid && hintFor(typed, t)}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        readOnly={push.isRunning}
        error={isInvalid && t('pull:invalid')}
        classNames={{ input: 'mono' }}
        spellCheck={false}
        autoComplete="off"
        data-autofocus
      />
    </TaskForm>
  );
}

/** Where the push goes; a bare name belongs to Docker's own images, which nobody else may push. */
function hintFor(name: string, t: (key: string, values?: Record<string, string>) => string): string {
  if (!name.includes('/')) return t('images:push.bareName', { name: name || 'image' });
  const host = registryOf(name);
  return host === 'docker.io' ? t('images:push.toHub') : t('images:push.toHost', { host });
}

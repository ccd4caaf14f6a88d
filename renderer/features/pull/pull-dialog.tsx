import { Checkbox, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../lib/bridge';
import { registryOf } from '../../lib/registry-of';
import { shellLine } from '../../lib/shell-quote';
import { currentEpoch } from '../../store/mirror';
import { openDialog } from '../../store/ui';
import { tellDone } from '../tasks/follow-task';
import { TaskForm } from '../tasks/task-form';
import classes from '../tasks/task-form.module.css';
import { useTask } from '../tasks/use-task';
import { Browse } from './browse';

interface PullDialogProps {
  initialRef?: string;
  onClose: () => void;
}

/** Asks for a reference and shows the pull; closing the dialog leaves the pull running as a task. */
export function PullDialog({ initialRef = '', onClose }: PullDialogProps) {
  const { t } = useTranslation();
  const [ref, setRef] = useState(initialRef);
  const [platform, setPlatform] = useState('');
  const [allTags, setAllTags] = useState(false);
  const pull = useTask((done) => {
    tellDone(done);
    onClose();
  });
  const typed = ref.trim();
  const system = platform.trim();
  const isInvalid = pull.error?.code === 'invalid-input';
  const logIn = () =>
    openDialog({ kind: 'login', server: registryOf(typed), back: { kind: 'pull', ref: typed } });
  const begin = () =>
    call('images.pull', {
      epoch: currentEpoch(),
      ref: typed,
      ...(system && { platform: system }),
      ...(allTags && { allTags }),
    });
  const cli = [
    'docker',
    'pull',
    ...(allTags ? ['--all-tags'] : []),
    ...(system ? ['--platform', system] : []),
    // With all tags the CLI takes no tag.
    (allTags ? typed.replace(/@.*$/, '').replace(/:[^/:]*$/, '') : typed) || 'IMAGE',
  ];

  return (
    <TaskForm
      title={t('pull:title')}
      submit={t('pull:pull')}
      canSubmit={typed !== ''}
      onSubmit={() => void pull.start(begin)}
      onClose={onClose}
      cli={shellLine(cli)}
      run={pull}
      error={isInvalid ? null : pull.error}
      onLogIn={logIn}
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
      {!pull.isRunning && (
        <>
          <Browse typed={typed} onChoose={setRef} onLogIn={logIn} />
          <details className={classes.more}>
            <summary>{t('pull:more')}</summary>
            <TextInput
              label={t('pull:platform')}
              description={t('pull:platformHint')}
              inputWrapperOrder={['label', 'input', 'description']}
              placeholder="linux/arm64"
              value={platform}
              onChange={(event) => setPlatform(event.currentTarget.value)}
              classNames={{ input: 'mono' }}
              spellCheck={false}
              autoComplete="off"
            />
            <Checkbox
              label={t('pull:allTags')}
              description={t('pull:allTagsHint')}
              checked={allTags}
              onChange={(event) => setAllTags(event.currentTarget.checked)}
            />
          </details>
        </>
      )}
    </TaskForm>
  );
}

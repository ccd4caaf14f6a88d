import { containerName } from '@contract/ids';
import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../lib/bridge';
import { shellLine } from '../../lib/shell-quote';
import { currentEpoch } from '../../store/mirror';
import { ActionDialog } from '../../ui/action-dialog';
import { notifySuccess } from '../../ui/notify';
import type { QuestionProps } from './container-dialog';
import { useNameProblem } from './use-name-problem';

/** Gives a container another name. */
export function RenameDialog({ rows: [row], onClose }: QuestionProps) {
  const { t } = useTranslation();
  const [before] = useState(row.name);
  const [typed, setTyped] = useState(before);
  const name = typed.trim();
  const problem = useNameProblem(name, row.id);
  const inCompose = row.labels['com.docker.compose.service'] !== undefined;
  return (
    <ActionDialog
      title={t('actions:rename.title', { name: before })}
      cli={shellLine(['docker', 'rename', before, name || 'NAME'])}
      confirm={t('actions:rename.confirm')}
      reason={name === before || problem !== null || !containerName.safeParse(name).success ? '' : null}
      onClose={onClose}
      onConfirm={async () => {
        await call('containers.rename', { epoch: currentEpoch(), id: row.id, name });
        notifySuccess(t('actions:rename.done', { before, name }));
      }}
    >
      <TextInput
        label={t('run:name')}
        description={t(inCompose ? 'actions:rename.compose' : 'actions:rename.hint')}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onFocus={(event) => event.currentTarget.select()}
        error={problem}
        classNames={{ input: 'mono' }}
        spellCheck={false}
        autoComplete="off"
        data-autofocus
      />
    </ActionDialog>
  );
}

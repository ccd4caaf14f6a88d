import { imageRef } from '@contract/ids';
import { Checkbox, TextInput } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../lib/bridge';
import { cleanText } from '../../lib/clean-text';
import { shellLine } from '../../lib/shell-quote';
import { currentEpoch, useTable } from '../../store/mirror';
import { ActionDialog } from '../../ui/action-dialog';
import { readInspect } from '../container-details/read-inspect';
import { useInspection } from '../container-details/use-inspection';
import { followTask } from '../tasks/follow-task';
import classes from './actions.module.css';
import type { QuestionProps } from './container-dialog';

/** Names of variables whose values should not end up in an image. */
const secret = /pass|secret|token|api_?key|private|credential/i;
const author = 'commit-author';

/** Makes an image of what a container has written. */
export function CommitDialog({ rows: [row], onClose }: QuestionProps) {
  const { t } = useTranslation();
  const images = useTable('images');
  const { json } = useInspection(row);
  const [ref, setRef] = useState(`${row.name.toLowerCase().replace(/[^a-z0-9]+/g, '-')}:snapshot`);
  const [by, setBy] = useState(() => localStorage.getItem(author) ?? '');
  const [message, setMessage] = useState('');
  const [pause, setPause] = useState(row.state === 'running');
  const typed = ref.trim();
  const isValid = typed === '' || (imageRef.safeParse(typed).success && !typed.includes('@'));
  const full = /:[^/]+$/.test(typed) ? typed : `${typed}:latest`;
  const moves = [...images.values()].some(({ tags }) => tags.includes(full));
  const facts = json === undefined ? null : readInspect(json);
  const secrets = facts?.env.filter(({ name, value }) => value !== '' && secret.test(name)) ?? [];
  const mounts = facts?.mounts.filter(({ kind }) => kind !== 'tmpfs') ?? [];

  return (
    <ActionDialog
      title={t('actions:commit.title', { name: row.name })}
      cli={shellLine([
        'docker',
        'commit',
        ...(by.trim() === '' ? [] : ['--author', by.trim()]),
        ...(message.trim() === '' ? [] : ['--message', message.trim()]),
        ...(pause ? [] : ['--pause=false']),
        row.name,
        ...(typed === '' ? [] : [typed]),
      ])}
      confirm={t('actions:commit.confirm')}
      reason={isValid ? null : ''}
      onClose={onClose}
      onConfirm={async () => {
        localStorage.setItem(author, by.trim());
        const { taskId } = await call('containers.commit', {
          epoch: currentEpoch(),
          id: row.id,
          ref: typed === '' ? undefined : typed,
          author: by.trim(),
          message: message.trim(),
          pause,
        });
        // Its end is told by a toast, like that of all tasks without a dialog.
        followTask(taskId, AbortSignal.abort()).catch(() => undefined);
      }}
    >
      <TextInput
        label={t('actions:commit.ref')}
        description={t(moves ? 'actions:commit.moves' : 'actions:commit.refHint')}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        value={ref}
        onChange={(event) => setRef(event.currentTarget.value)}
        error={!isValid && t('pull:invalid')}
        classNames={{ input: 'mono' }}
        spellCheck={false}
        autoComplete="off"
        data-autofocus
      />
      <div className={classes.columns}>
        <TextInput
          label={t('actions:commit.author')}
          placeholder="Kim <kim@example.org>"
          value={by}
          onChange={(event) => setBy(event.currentTarget.value)}
          autoComplete="off"
        />
        <TextInput
          label={t('actions:commit.message')}
          value={message}
          onChange={(event) => setMessage(event.currentTarget.value)}
          autoComplete="off"
        />
      </div>
      {row.state === 'running' && (
        <Checkbox
          label={t('actions:commit.pause')}
          description={t('actions:commit.pauseHelp')}
          checked={pause}
          onChange={(event) => setPause(event.currentTarget.checked)}
        />
      )}
      {secrets.length > 0 && (
        <p className={classes.warning}>
          <IconAlertTriangle size={16} stroke={1.5} aria-hidden />
          <span>
            {t('actions:commit.secrets', {
              list: cleanText(secrets.map(({ name }) => name).join(', '), 300),
            })}
          </span>
        </p>
      )}
      {mounts.length > 0 && (
        <p className={classes.warning}>
          <IconAlertTriangle size={16} stroke={1.5} aria-hidden />
          <span>
            {t('actions:commit.volumes', {
              list: cleanText(mounts.map(({ target }) => target).join(', '), 300),
            })}
          </span>
        </p>
      )}
    </ActionDialog>
  );
}

import type { ContainerRow } from '@contract/containers';
import { Button, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { splitShell } from '../../lib/shell-quote';
import classes from './terminal.module.css';
import { setWish, useTerminals } from './terminals';

interface SessionOptionsFormProps {
  id: string;
  row: ContainerRow;
  onOpen: () => void;
  onAttach: () => void;
}

/** As whom and what the next session runs; remembered until the window is closed. */
export function SessionOptionsForm({ id, row, onOpen, onAttach }: SessionOptionsFormProps) {
  const { t } = useTranslation();
  const { user, command } = useTerminals(id);
  const isOpenQuote = 'error' in splitShell(command);
  return (
    <form
      className={classes.options}
      aria-label={t('terminal:options')}
      onSubmit={(event) => {
        event.preventDefault();
        if (!isOpenQuote && row.state === 'running') onOpen();
      }}
    >
      <TextInput
        size="xs"
        label={t('terminal:user')}
        placeholder={t('terminal:userHint')}
        value={user}
        maxLength={256}
        spellCheck={false}
        onChange={(event) => setWish(id, { user: event.currentTarget.value })}
      />
      <TextInput
        className={classes.command}
        size="xs"
        label={t('terminal:command')}
        placeholder={t('terminal:commandHint')}
        value={command}
        maxLength={8192}
        spellCheck={false}
        error={isOpenQuote ? t('terminal:openQuote') : undefined}
        onChange={(event) => setWish(id, { command: event.currentTarget.value })}
      />
      <Button size="xs" type="submit" disabled={isOpenQuote || row.state !== 'running'}>
        {t('terminal:start')}
      </Button>
      <Button
        size="xs"
        variant="default"
        title={t('terminal:attach.hint')}
        disabled={row.state !== 'running'}
        onClick={onAttach}
      >
        {t('terminal:attach.open')}
      </Button>
    </form>
  );
}

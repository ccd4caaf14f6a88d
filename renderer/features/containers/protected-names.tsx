import type { ContainerRow } from '@contract/containers';
import { TextInput } from '@mantine/core';
import { IconShieldLock } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { cleanText } from '../../lib/clean-text';
import classes from './delete-containers-dialog.module.css';

interface ProtectedNamesProps {
  rows: readonly ContainerRow[];
  /** Nothing else is to be deleted. */
  isOnly: boolean;
  /** What was typed, by id. */
  typed: Readonly<Record<string, string>>;
  onTyped: (id: string, text: string) => void;
}

/** A field for each protected container: only who types its name deletes it. */
export function ProtectedNames({ rows, isOnly, typed, onTyped }: ProtectedNamesProps) {
  const { t } = useTranslation();
  return (
    <div className={classes.guarded} data-testid="protected">
      <p className={classes.guardedLead}>
        <IconShieldLock size={16} stroke={1.5} aria-hidden />
        {isOnly ? t('containers:protect.one') : t('containers:protect.many')}
      </p>
      {rows.map(({ id, name }, index) => (
        <TextInput
          key={id}
          aria-label={t('containers:protect.type', { name: cleanText(name, 128) })}
          placeholder={t('containers:protect.hint', { name: cleanText(name, 128) })}
          autoComplete="off"
          spellCheck={false}
          maxLength={255}
          data-autofocus={isOnly && index === 0 ? true : undefined}
          value={typed[id] ?? ''}
          onChange={(event) => onTyped(id, event.currentTarget.value)}
        />
      ))}
    </div>
  );
}

import type { DockerfileFacts } from '@contract/builds';
import { Autocomplete, Checkbox, PasswordInput, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { AddRow, RemoveRow } from '../run/row-parts';
import { isSecretName } from '../run/secret-names';
import classes from './build-dialog.module.css';
import { type ArgField, nextKey } from './build-fields';

interface ArgRowsProps {
  args: readonly ArgField[];
  /** What the Dockerfile declares. */
  known: DockerfileFacts['args'];
  onChange: (args: ArgField[]) => void;
}

/** Build arguments; one that looks like a secret is taken for one until it is said otherwise. */
export function ArgRows({ args, known, onChange }: ArgRowsProps) {
  const { t } = useTranslation();
  const set = (key: number, change: Partial<ArgField>) =>
    onChange(args.map((one) => (one.key === key ? { ...one, ...change } : one)));
  const free = known.map(({ name }) => name).filter((name) => !args.some((one) => one.name === name));
  return (
    <fieldset className={classes.rows}>
      <legend>{t('builds:form.args')}</legend>
      {args.map((one, index) => {
        const Value = one.secret ? PasswordInput : TextInput;
        return (
          <div key={one.key} className={classes.arg}>
            <Autocomplete
              aria-label={t('builds:form.argName')}
              data={free}
              value={one.name}
              onChange={(name) => set(one.key, { name, ...(isSecretName(name) && { secret: true }) })}
              placeholder={t('builds:form.argName')}
              classNames={{ input: 'mono' }}
              spellCheck={false}
              autoComplete="off"
              data-first
            />
            <Value
              aria-label={t('builds:form.argValue')}
              value={one.value}
              onChange={(event) => set(one.key, { value: event.currentTarget.value })}
              placeholder={known.find(({ name }) => name === one.name)?.value ?? t('builds:form.argValue')}
              classNames={{ input: 'mono' }}
              spellCheck={false}
              autoComplete="off"
            />
            <Checkbox
              label={t('builds:form.argSecret')}
              checked={one.secret}
              onChange={(event) => set(one.key, { secret: event.currentTarget.checked })}
            />
            <RemoveRow index={index} onRemove={() => onChange(args.filter(({ key }) => key !== one.key))} />
          </div>
        );
      })}
      <AddRow
        label={t('builds:form.addArg')}
        onAdd={() => onChange([...args, { key: nextKey(), name: '', value: '', secret: false }])}
      />
      {args.some(({ secret }) => secret) && <p className={classes.note}>{t('builds:form.argsHint')}</p>}
    </fieldset>
  );
}

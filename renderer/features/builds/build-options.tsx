import { Checkbox, PasswordInput, Select, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { AddRow, RemoveRow } from '../run/row-parts';
import classes from './build-dialog.module.css';
import { type BuildFields, nextKey, type SecretField } from './build-fields';
import type { SourceFacts } from './use-build-source';

interface BuildOptionsProps {
  fields: BuildFields;
  facts: SourceFacts;
  onChange: (change: Partial<BuildFields>) => void;
}

/** What most builds do without. */
export function BuildOptions({ fields, facts, onChange }: BuildOptionsProps) {
  const { t } = useTranslation();
  const stages = facts.file?.stages.flatMap(({ name }) => (name === null ? [] : [name])) ?? [];
  const available = facts.choice?.available ?? [];
  const isKit = facts.choice?.builder !== 'classic';
  return (
    <details className={classes.more}>
      <summary>{t('builds:form.more')}</summary>
      <div className={classes.options}>
        <div className={classes.pair}>
          <Select
            label={t('builds:form.target')}
            data={[{ value: '', label: t('builds:form.lastStage') }, ...new Set(stages)]}
            value={fields.target}
            onChange={(target) => onChange({ target: target ?? '' })}
            allowDeselect={false}
          />
          <TextInput
            label={t('builds:form.platform')}
            placeholder="linux/arm64"
            value={fields.platform}
            onChange={(event) => onChange({ platform: event.currentTarget.value.trim() })}
            classNames={{ input: 'mono' }}
            spellCheck={false}
            autoComplete="off"
          />
          <Select
            label={t('builds:form.builder')}
            data={[
              { value: 'auto', label: t('builds:form.auto') },
              ...available.map((value) => ({ value, label: t(`builds:builder.${value}`) })),
            ]}
            value={fields.builder}
            onChange={(builder) => builder && onChange({ builder: builder as BuildFields['builder'] })}
            allowDeselect={false}
          />
        </div>
        <Checkbox
          label={t('builds:form.noCache')}
          checked={fields.noCache}
          onChange={(event) => onChange({ noCache: event.currentTarget.checked })}
        />
        <Checkbox
          label={t('builds:form.pull')}
          checked={fields.pull}
          onChange={(event) => onChange({ pull: event.currentTarget.checked })}
        />
        <Checkbox
          label={t('builds:form.ssh')}
          checked={fields.ssh && isKit}
          disabled={!isKit}
          onChange={(event) => onChange({ ssh: event.currentTarget.checked })}
        />
        <Secrets rows={fields.secrets} isKit={isKit} onChange={(secrets) => onChange({ secrets })} />
      </div>
    </details>
  );
}

interface SecretsProps {
  rows: readonly SecretField[];
  isKit: boolean;
  onChange: (rows: SecretField[]) => void;
}

function Secrets({ rows, isKit, onChange }: SecretsProps) {
  const { t } = useTranslation();
  const set = (key: number, change: Partial<SecretField>) =>
    onChange(rows.map((one) => (one.key === key ? { ...one, ...change } : one)));
  return (
    <fieldset className={classes.rows} disabled={!isKit}>
      <legend>{t('builds:form.secrets')}</legend>
      {rows.map((one, index) => (
        <div key={one.key} className={classes.secret}>
          <TextInput
            aria-label={t('builds:form.secretId')}
            placeholder={t('builds:form.secretId')}
            value={one.id}
            onChange={(event) => set(one.key, { id: event.currentTarget.value })}
            classNames={{ input: 'mono' }}
            spellCheck={false}
            autoComplete="off"
            data-first
          />
          <PasswordInput
            aria-label={t('builds:form.secretValue')}
            placeholder={t('builds:form.secretValue')}
            value={one.value}
            onChange={(event) => set(one.key, { value: event.currentTarget.value })}
            classNames={{ input: 'mono' }}
            autoComplete="off"
          />
          <RemoveRow index={index} onRemove={() => onChange(rows.filter(({ key }) => key !== one.key))} />
        </div>
      ))}
      <AddRow
        label={t('builds:form.addSecret')}
        onAdd={() => onChange([...rows, { key: nextKey(), id: '', value: '' }])}
      />
      <p className={classes.note}>{t(isKit ? 'builds:form.secretsHint' : 'builds:form.secretsClassic')}</p>
    </fieldset>
  );
}

import type { ContainerRow } from '@contract/containers';
import { NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../lib/bridge';
import { formatNumber } from '../../lib/format';
import { shellLine } from '../../lib/shell-quote';
import { currentEpoch } from '../../store/mirror';
import { ActionDialog } from '../../ui/action-dialog';
import { ErrorNotice } from '../../ui/error-notice';
import { type ContainerFacts, readInspect } from '../container-details/read-inspect';
import { useInspection } from '../container-details/use-inspection';
import { tellOutcomes } from '../containers/container-actions';
import classes from './actions.module.css';
import type { QuestionProps } from './container-dialog';
import { ContainerList } from './container-list';
import { type LimitField, type LimitFields, limitArgs, limitFields, readLimits } from './limits';

/** Restart policy and limits, changed in place. */
export function LimitsDialog({ rows, onClose }: QuestionProps) {
  return rows.length === 1 ? (
    <OneContainer row={rows[0]} onClose={onClose} />
  ) : (
    <LimitsForm rows={rows} facts={null} onClose={onClose} />
  );
}

/** One container's dialog shows what it has now, so that is asked first. */
function OneContainer({ row, onClose }: { row: ContainerRow; onClose: () => void }) {
  const { t } = useTranslation();
  const { json, error, reload } = useInspection(row);
  if (json !== undefined) return <LimitsForm rows={[row]} facts={readInspect(json)} onClose={onClose} />;
  return (
    <ActionDialog
      title={t('actions:limits.title', { name: row.name })}
      cli={null}
      confirm={t('actions:limits.confirm')}
      reason=""
      onConfirm={async () => undefined}
      onClose={onClose}
    >
      {error ? <ErrorNotice error={error} onRetry={reload} /> : <p>{t('common:loading')}</p>}
    </ActionDialog>
  );
}

const policies = ['no', 'on-failure', 'unless-stopped', 'always'] as const;

interface LimitsFormProps {
  rows: QuestionProps['rows'];
  /** Null for several. */
  facts: ContainerFacts | null;
  onClose: () => void;
}

function LimitsForm({ rows, facts, onClose }: LimitsFormProps) {
  const { t } = useTranslation();
  const [fields, setFields] = useState<LimitFields>(() => limitFields(facts));
  const { change, problems } = readLimits(fields, facts);
  const isMany = rows.length > 1;
  const set = (field: LimitField) => (event: { currentTarget: { value: string } }) =>
    setFields({ ...fields, [field]: event.currentTarget.value });
  const text = (field: 'memory' | 'cpus' | 'pids' | 'retries', example: string) => ({
    value: fields[field],
    onChange: set(field),
    placeholder: isMany ? t('actions:limits.asIs') : example,
    error: problems.has(field) && t(`actions:limits.problem.${problems.get(field)}`),
    description: t(`actions:limits.help.${field}`),
    inputWrapperOrder: ['label' as const, 'input' as const, 'description' as const, 'error' as const],
    autoComplete: 'off',
    spellCheck: false,
  });
  const isSame = Object.keys(change).length === 0;
  return (
    <ActionDialog
      title={
        isMany
          ? t('actions:limits.titleMany', { number: formatNumber(rows.length) })
          : t('actions:limits.title', { name: rows[0].name })
      }
      cli={shellLine(
        limitArgs(
          change,
          rows.map((row) => row.name),
        ),
      )}
      confirm={t('actions:limits.confirm')}
      reason={problems.size > 0 ? '' : isSame ? t('actions:limits.same') : null}
      onClose={onClose}
      onConfirm={async () => {
        void tellOutcomes('update', rows, (ids) =>
          call('containers.update', { epoch: currentEpoch(), ids, change }),
        );
      }}
    >
      {isMany && <ContainerList rows={rows} />}
      <div className={classes.columns}>
        <NativeSelect
          label={t('run:restart')}
          value={fields.restart}
          onChange={set('restart')}
          data={[
            ...(isMany ? [{ value: '', label: t('actions:limits.asIs') }] : []),
            ...policies.map((value) => ({ value, label: t(`run:policy.${value}`) })),
          ]}
          data-autofocus
        />
        {fields.restart === 'on-failure' && (
          <TextInput label={t('actions:limits.retries')} {...text('retries', t('actions:limits.noEnd'))} />
        )}
        <TextInput label={t('run:memory')} {...text('memory', t('run:memoryExample'))} />
        <TextInput label={t('run:cpus')} {...text('cpus', t('run:cpusExample'))} />
        <TextInput label={t('actions:limits.pids')} {...text('pids', t('actions:limits.none'))} />
      </div>
      <p className={classes.quiet}>{t('actions:limits.rest')}</p>
    </ActionDialog>
  );
}

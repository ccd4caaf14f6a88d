import type { CopyPlan, PlannedCopy } from '@contract/container-copies';
import type { LighterErrorData } from '@contract/errors';
import { containerName } from '@contract/ids';
import { Checkbox, NumberInput, TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../lib/bridge';
import { cleanText } from '../../lib/clean-text';
import { asErrorData } from '../../lib/error-data';
import { formatNumber } from '../../lib/format';
import { currentEpoch, useTable } from '../../store/mirror';
import { ActionDialog } from '../../ui/action-dialog';
import { ErrorNotice } from '../../ui/error-notice';
import { notifyError, notifyFailures, notifySuccess } from '../../ui/notify';
import { copyLine } from '../containers/container-form';
import { isRunning } from '../containers/container-states';
import { useContainerForm } from '../containers/use-container-form';
import classes from './actions.module.css';
import type { QuestionProps } from './container-dialog';

const most = 50;

/** Makes copies of a container, with the next names and host ports. */
export function DuplicateDialog({ rows: [row], onClose }: QuestionProps) {
  const { t } = useTranslation();
  const containers = useTable('containers');
  const [count, setCount] = useState(1);
  const [starts, setStarts] = useState(() => isRunning(row));
  const [plan, setPlan] = useState<CopyPlan | null>(null);
  const form = useContainerForm(row);
  const [error, setError] = useState<LighterErrorData | null>(null);

  useEffect(() => {
    let isStale = false;
    call('containers.planCopies', { epoch: currentEpoch(), id: row.id, count }).then(
      (next) => !isStale && setPlan(next),
      (thrown: unknown) => !isStale && setError(asErrorData(thrown)),
    );
    return () => {
      isStale = true;
    };
  }, [row.id, count]);

  const copies = plan?.copies ?? [];
  const rename = (index: number, name: string) =>
    plan && setPlan({ ...plan, copies: copies.map((copy, at) => (at === index ? { ...copy, name } : copy)) });
  const taken = new Set([...containers.values()].map(({ name }) => name));
  const problemOf = (name: string, index: number) => {
    if (!containerName.safeParse(name).success) return t('run:problem.name-invalid');
    const twice = copies.some((copy, at) => at < index && copy.name === name);
    return taken.has(name) || twice ? t('run:problem.name-taken', { name }) : null;
  };
  const hasProblem = copies.some(({ name }, index) => problemOf(name, index) !== null);

  return (
    <ActionDialog
      title={t('actions:duplicate.title', { name: row.name })}
      cli={form && copies.map((copy) => copyLine(form.form, copy, starts)).join(' && ')}
      confirm={t('actions:duplicate.confirm', { count })}
      reason={plan === null || copies.length !== count || hasProblem ? '' : null}
      size={600}
      onClose={onClose}
      onConfirm={async () => {
        const outcomes = await call('containers.copy', {
          epoch: currentEpoch(),
          id: row.id,
          copies,
          start: starts,
        });
        tellCopies(outcomes, t);
      }}
    >
      <div className={classes.columns}>
        <NumberInput
          label={t('actions:duplicate.count')}
          value={count}
          onChange={(value) => setCount(Math.min(most, Math.max(1, Number(value) || 1)))}
          min={1}
          max={most}
          allowDecimal={false}
          data-autofocus
        />
        <Checkbox
          className={classes.beside}
          label={t('actions:duplicate.start')}
          checked={starts}
          onChange={(event) => setStarts(event.currentTarget.checked)}
        />
      </div>
      {error && <ErrorNotice error={error} isOpen />}
      {/* Many scroll, which the keyboard reaches by the fields. */}
      <div className={classes.copies}>
        {copies.map((copy, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a copy is its place until it is made
          <div key={index} className={classes.copy}>
            <TextInput
              aria-label={t('actions:duplicate.name', { number: index + 1 })}
              value={copy.name}
              onChange={(event) => rename(index, event.currentTarget.value)}
              error={problemOf(copy.name, index)}
              classNames={{ input: 'mono' }}
              spellCheck={false}
              autoComplete="off"
            />
            <span className={classes.ports}>{portsText(copy, t('actions:duplicate.anyPort'))}</span>
          </div>
        ))}
      </div>
      {plan && (
        <ul className={classes.facts}>
          {plan.shared.length > 0 && (
            <li>{t('actions:duplicate.shared', { list: cleanText(plan.shared.join(', '), 300) })}</li>
          )}
          {plan.empty.length > 0 && (
            <li>{t('actions:duplicate.empty', { list: cleanText(plan.empty.join(', '), 300) })}</li>
          )}
          {plan.dropsAddress && <li>{t('actions:duplicate.address')}</li>}
          <li>{t('actions:duplicate.layer')}</li>
        </ul>
      )}
    </ActionDialog>
  );
}

/** `8081→80/tcp`, as the list of containers writes ports. */
const portsText = ({ ports }: PlannedCopy, any: string) =>
  ports.map(({ containerPort, to }) => `${to ?? any}:${containerPort.replace(/\/tcp$/, '')}`).join(', ');

function tellCopies(
  outcomes: Awaited<ReturnType<typeof call<'containers.copy'>>>,
  t: (key: string, values?: Record<string, unknown>) => string,
): void {
  const done = outcomes.filter(({ ok }) => ok).map(({ id }) => id);
  const failures = outcomes.flatMap((one) => (one.ok ? [] : [{ name: one.id, error: one.error }]));
  if (done.length > 0)
    notifySuccess(
      t('actions:duplicate.done', { count: done.length, number: formatNumber(done.length) }),
      done.join(', '),
    );
  const [only] = failures;
  if (only && failures.length === 1)
    notifyError(t('actions:duplicate.failed', { name: only.name }), only.error);
  else if (only)
    notifyFailures(t('actions:duplicate.failedMany', { number: formatNumber(failures.length) }), failures);
}

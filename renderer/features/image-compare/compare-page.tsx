import type { HistoryEntry } from '@contract/images';
import { Button, Checkbox, Skeleton } from '@mantine/core';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { navigate } from 'wouter/use-hash-location';
import { call } from '../../lib/bridge';
import { cleanText } from '../../lib/clean-text';
import { formatBytes, shortId } from '../../lib/format';
import { shellLine } from '../../lib/shell-quote';
import { useRow } from '../../store/mirror';
import { CliFooter } from '../../ui/cli-footer';
import { DetailsHead } from '../../ui/details-head';
import { ErrorNotice } from '../../ui/error-notice';
import { readInspect } from '../image-details/read-inspect';
import { useAnswer } from '../image-details/use-answer';
import { compareFacts, compareSteps, type Difference, sharedLayers } from './compare';
import classes from './compare.module.css';

interface ComparePageProps {
  /** The full engine ids. */
  before: string;
  after: string;
}

interface Answer {
  inspect: [unknown, unknown];
  history: [HistoryEntry[], HistoryEntry[]];
}

/** Two images beside each other: what changed from the first to the second. */
export function ComparePage({ before, after }: ComparePageProps) {
  const { t } = useTranslation();
  const [isAll, setAll] = useState(false);
  const names = [useName(before), useName(after)] as const;
  const ask = useCallback(async (): Promise<Answer> => {
    const [inspectA, inspectB, historyA, historyB] = await Promise.all([
      call('images.inspect', { key: before }),
      call('images.inspect', { key: after }),
      call('images.history', { id: before }),
      call('images.history', { id: after }),
    ]);
    return { inspect: [inspectA, inspectB], history: [historyA, historyB] };
  }, [before, after]);
  const { value, error, retry } = useAnswer(ask);
  return (
    <section className={classes.page} data-testid="compare">
      <DetailsHead
        backTo="/images"
        backLabel={t('image-details:back')}
        title={t('image-compare:title')}
        meta={[<span key="names">{t('image-compare:from', { before: names[0], after: names[1] })}</span>]}
        actions={
          <>
            <Checkbox
              className={classes.all}
              label={t('image-compare:all')}
              checked={isAll}
              onChange={(event) => setAll(event.currentTarget.checked)}
            />
            <Button
              size="compact-md"
              variant="default"
              onClick={() => navigate(`/images/compare/${after}/${before}`, { replace: true })}
            >
              {t('image-compare:swap')}
            </Button>
          </>
        }
      />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it */}
      <div className={classes.scroll} tabIndex={0}>
        {error && <ErrorNotice error={error} onRetry={retry} />}
        {!error && !value && <Skeleton height={320} radius={6} />}
        {value && <Configuration answer={value} names={names} isAll={isAll} ids={[before, after]} />}
        {value && <Steps answer={value} isAll={isAll} />}
      </div>
      <CliFooter command={shellLine(['docker', 'image', 'inspect', ...names])} />
    </section>
  );
}

function useName(id: string): string {
  const image = useRow('images', id);
  return cleanText(image?.tags[0] ?? shortId(id), 128);
}

interface PartProps {
  answer: Answer;
  isAll: boolean;
}

const secretName = /pass|secret|token|auth|key|credential/i;

function Configuration({
  answer,
  names,
  isAll,
  ids,
}: PartProps & { names: readonly [string, string]; ids: readonly [string, string] }) {
  const { t } = useTranslation();
  const sizes = [useRow('images', ids[0])?.size ?? 0, useRow('images', ids[1])?.size ?? 0] as const;
  const rows = compareFacts(readInspect(answer.inspect[0]), readInspect(answer.inspect[1])).filter(
    ({ change }) => isAll || change !== 'same',
  );
  const label = ({ group, name }: Difference) =>
    group === 'env' || group === 'labels' ? cleanText(name, 200) : t(`image-details:${name}`);
  const value = ({ group, name }: Difference, text: string) =>
    group === 'env' && text !== '' && secretName.test(name) ? '••••••' : cleanText(text, 1000);
  return (
    <table className={classes.table}>
      <caption>{t('image-compare:configuration')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('image-compare:property')}</th>
          <th scope="col">{names[0]}</th>
          <th scope="col">{names[1]}</th>
        </tr>
      </thead>
      <tbody>
        <tr data-change={sizes[0] === sizes[1] ? 'same' : 'changed'}>
          <th scope="row">{t('image-details:size')}</th>
          <td>{formatBytes(sizes[0])}</td>
          <td>{formatBytes(sizes[1])}</td>
        </tr>
        {rows.map((row) => (
          <tr key={`${row.group} ${row.name}`} data-change={row.change}>
            <th scope="row">
              {label(row)}
              <span className={classes.change}>{t(`image-compare:change.${row.change}`)}</span>
            </th>
            <td>
              <code>{value(row, row.before) || '–'}</code>
            </td>
            <td>
              <code>{value(row, row.after) || '–'}</code>
            </td>
          </tr>
        ))}
        {rows.length === 0 && (
          <tr>
            <td colSpan={3} className={classes.none}>
              {t('image-compare:noChange')}
            </td>
          </tr>
        )}
      </tbody>
    </table>
  );
}

const signs = { same: ' ', removed: '−', added: '+' };

function Steps({ answer, isAll }: PartProps) {
  const { t } = useTranslation();
  const layers = sharedLayers(...answer.inspect);
  const steps = compareSteps(...answer.history).filter(({ change }) => isAll || change !== 'same');
  return (
    <section className={classes.steps}>
      <h2>{t('image-compare:layers')}</h2>
      <p>
        {t(layers.shared === 0 ? 'image-compare:noneShared' : 'image-compare:shared', {
          count: layers.shared,
          before: layers.before,
          after: layers.after,
        })}
      </p>
      <ol aria-label={t('image-compare:layers')}>
        {steps.map((step, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the list does not change, and its lines repeat
          <li key={index} data-change={step.change}>
            <span aria-hidden="true">{signs[step.change]}</span>
            <span className="sr-only">{t(`image-compare:change.${step.change}`)}</span>
            <code>{cleanText(step.text, 1000) || t('image-details:unknownStep')}</code>
            <span className={classes.size}>{step.size > 0 ? formatBytes(step.size) : ''}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}

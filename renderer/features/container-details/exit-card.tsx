import type { ContainerRow } from '@contract/containers';
import { useTranslation } from 'react-i18next';
import { cleanText } from '../../lib/clean-text';
import { formatDuration, formatNumber } from '../../lib/format';
import { Age } from '../../ui/age';
import classes from './exit-card.module.css';
import { exitMeaning, isOrderly } from './exit-words';
import { formatLimit } from './format-limit';
import { LastLines } from './last-lines';
import { nextStep } from './next-step';
import { NextStepLine } from './next-step-line';
import type { ContainerFacts } from './read-inspect';
import { useLastLines } from './use-last-lines';

/** Whether there is an end to explain: it ended, or it could not even start. */
const hasEnded = ({ state }: ContainerRow, facts: ContainerFacts) =>
  state === 'exited' ||
  state === 'dead' ||
  state === 'restarting' ||
  (state === 'created' && facts.error !== '');

/** Why a container ended, or never started: the code in words, its last words, and what to do about it. */
export function ExitCard({ row, facts }: { row: ContainerRow; facts: ContainerFacts }) {
  return hasEnded(row, facts) ? <Ending row={row} facts={facts} /> : null;
}

function Ending({ row, facts }: { row: ContainerRow; facts: ContainerFacts }) {
  const { t } = useTranslation();
  const last = useLastLines(row.id, facts.finishedAt);
  const neverStarted = row.state === 'created';
  const { word, signal } = exitMeaning(facts.exitCode, facts.oomKilled);
  const { startedAt, finishedAt } = facts;
  const isCalm = isOrderly(word) && facts.error === '' && row.state === 'exited';
  const failing = facts.health !== null && facts.health.failures > 0 ? facts.health : null;
  // A program that fails at once is told from one that took a second to.
  const ran = (ms: number) =>
    ms < 1000 ? t('details:health.took', { number: formatNumber(ms) }) : formatDuration(ms);
  const step = nextStep(facts, last.lines?.map(({ text }) => text) ?? []);
  return (
    <section className={classes.exit} data-testid="exit-card" data-calm={isCalm}>
      <h2>
        {t(neverStarted ? 'details:exit.titleStart' : 'details:exit.title')}
        {!neverStarted && finishedAt !== null && (
          <span className={classes.when}>
            <Age since={finishedAt} form="ago" />
            {startedAt !== null &&
              finishedAt > startedAt &&
              `, ${t('details:exit.after', { duration: ran(finishedAt - startedAt) })}`}
          </span>
        )}
      </h2>
      <p>
        {neverStarted ? (
          <strong>{t('exit:neverStarted')}</strong>
        ) : (
          <>
            <strong>{t(`details:exit.${word}`, { code: facts.exitCode, signal })}</strong>{' '}
            {word === 'oom' && facts.limits.memory > 0
              ? t('details:exit.oomLimit', { limit: formatLimit(facts.limits.memory) })
              : signal &&
                t('details:exit.signalNote', { code: facts.exitCode, signal, number: facts.exitCode - 128 })}
          </>
        )}
      </p>
      <ul className={classes.facts}>
        {!neverStarted && <li>{t('exit:fact.code', { code: facts.exitCode })}</li>}
        {signal && <li>{t('exit:fact.signal', { signal })}</li>}
        {!neverStarted && <li>{t(facts.oomKilled ? 'exit:fact.oom' : 'exit:fact.noOom')}</li>}
        {facts.restart.count > 0 && (
          <li>
            {t('exit:fact.restarts', {
              count: facts.restart.count,
              number: formatNumber(facts.restart.count),
            })}
          </li>
        )}
        {row.state === 'restarting' && <li>{t('exit:fact.again')}</li>}
      </ul>
      {facts.error !== '' && <Words label={t('exit:engineWords')} text={cleanText(facts.error, 2000)} />}
      {failing && failing.output !== '' && (
        <Words label={t('exit:healthWords')} text={cleanText(failing.output, 2000)} />
      )}
      <NextStepLine row={row} facts={facts} step={step} />
      {!neverStarted && <LastLines {...last} />}
      {!neverStarted && (
        <a className={classes.allLogs} href={`#/containers/${row.id}/logs`}>
          {t('details:exit.logs')}
        </a>
      )}
    </section>
  );
}

function Words({ label, text }: { label: string; text: string }) {
  return (
    <figure className={classes.quote}>
      <figcaption>{label}</figcaption>
      <pre>{text}</pre>
    </figure>
  );
}

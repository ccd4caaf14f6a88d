import type { ContainerRow } from '@contract/containers';
import { useTranslation } from 'react-i18next';
import { cleanText } from '../../lib/clean-text';
import { formatDuration } from '../../lib/format';
import { Age } from '../../ui/age';
import classes from './details.module.css';
import { exitMeaning } from './exit-words';
import { formatLimit } from './format-limit';
import type { ContainerFacts } from './read-inspect';

/** Why a container that ended badly, or never started, did so: the code in words, and the engine's own. */
export function ExitCard({ row, facts }: { row: ContainerRow; facts: ContainerFacts }) {
  const { t } = useTranslation();
  const neverStarted = row.state === 'created' && facts.error !== '';
  const endedBadly =
    (row.state === 'exited' || row.state === 'dead' || row.state === 'restarting') &&
    (facts.exitCode !== 0 || facts.error !== '');
  if (!neverStarted && !endedBadly) return null;
  const { word, signal } = exitMeaning(facts.exitCode, facts.oomKilled);
  const { startedAt, finishedAt } = facts;
  return (
    <section className={classes.exit}>
      <h2>
        {t(neverStarted ? 'details:exit.titleStart' : 'details:exit.title')}
        {!neverStarted && finishedAt !== null && (
          <span className={classes.when}>
            <Age since={finishedAt} form="ago" />
            {startedAt !== null &&
              finishedAt > startedAt &&
              `, ${t('details:exit.after', { duration: formatDuration(finishedAt - startedAt) })}`}
          </span>
        )}
      </h2>
      <p>
        {!neverStarted && (
          <>
            <strong>{t(`details:exit.${word}`, { code: facts.exitCode, signal })}</strong>{' '}
            {word === 'oom' && facts.limits.memory > 0
              ? t('details:exit.oomLimit', { limit: formatLimit(facts.limits.memory) })
              : signal &&
                t('details:exit.signalNote', { code: facts.exitCode, signal, number: facts.exitCode - 128 })}
          </>
        )}
      </p>
      {facts.error !== '' && <pre className={classes.words}>{cleanText(facts.error, 2000)}</pre>}
      <a className={classes.allLogs} href={`#/containers/${row.id}/logs`}>
        {t('details:exit.logs')}
      </a>
    </section>
  );
}

import type { Diagnosis } from '@contract/diagnose';
import { Button } from '@mantine/core';
import { IconCopy, IconDeviceFloppy, IconRefresh } from '@tabler/icons-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../lib/bridge';
import { asErrorData } from '../../lib/error-data';
import { formatExact, formatNumber } from '../../lib/format';
import { useEngine } from '../../store/mirror';
import { ErrorNotice } from '../../ui/error-notice';
import { notifyError, notifySuccess } from '../../ui/notify';
import { StateSign } from '../../ui/state-mark';
import { countStates, worstFirst } from './check-order';
import { CheckRow, checkLooks } from './check-row';
import classes from './diagnose.module.css';
import { useDiagnosis } from './use-diagnosis';

/** Everything an engine needs, checked: what is wrong stands first, with how to mend it. */
export function DiagnosePage() {
  const { t } = useTranslation();
  // What the engine does changes what the checks find.
  const engineState = useEngine()?.state;
  const { diagnosis, error, running, again } = useDiagnosis('all', engineState);
  useEffect(() => {
    document.title = `${t('diagnose:page')} - Lighter`;
  }, [t]);
  return (
    <section className={classes.page} aria-busy={running}>
      <header className={classes.head}>
        <h1>{t('diagnose:page')}</h1>
        <div className={classes.buttons}>
          <ReportButtons diagnosis={diagnosis} />
          <Button
            size="compact-md"
            loading={running}
            leftSection={<IconRefresh size={16} stroke={1.5} aria-hidden />}
            onClick={again}
          >
            {t('diagnose:again')}
          </Button>
        </div>
      </header>
      <div className={classes.scroll}>
        {error && <ErrorNotice error={error} onRetry={again} />}
        <Summary diagnosis={diagnosis} running={running} />
        {diagnosis && <Results diagnosis={diagnosis} onAgain={again} />}
      </div>
    </section>
  );
}

function ReportButtons({ diagnosis }: { diagnosis: Diagnosis | null }) {
  const { t } = useTranslation();
  const save = () => {
    call('diagnose.saveReport', {}).then(
      (saved) => saved && notifySuccess(t('diagnose:saved'), saved.path),
      (thrown: unknown) => notifyError(t('diagnose:saveFailed'), asErrorData(thrown)),
    );
  };
  const copy = () => {
    navigator.clipboard.writeText(diagnosis?.report ?? '').then(
      () => notifySuccess(t('diagnose:copied'), t('diagnose:reportHelp')),
      (thrown: unknown) => notifyError(t('diagnose:copyFailed'), asErrorData(thrown)),
    );
  };
  return (
    <>
      <Button
        variant="default"
        size="compact-md"
        disabled={!diagnosis}
        title={t('diagnose:reportHelp')}
        leftSection={<IconCopy size={16} stroke={1.5} aria-hidden />}
        onClick={copy}
      >
        {t('diagnose:copy')}
      </Button>
      <Button
        variant="default"
        size="compact-md"
        disabled={!diagnosis}
        title={t('diagnose:reportHelp')}
        leftSection={<IconDeviceFloppy size={16} stroke={1.5} aria-hidden />}
        onClick={save}
      >
        {t('diagnose:save')}
      </Button>
    </>
  );
}

function Summary({ diagnosis, running }: { diagnosis: Diagnosis | null; running: boolean }) {
  const { t } = useTranslation();
  if (running && !diagnosis) {
    return (
      <div className={classes.summary} role="status">
        <StateSign shape="spin" tone="warn" />
        <strong>{t('diagnose:running')}</strong>
        <span className={classes.muted}>{t('diagnose:runningHelp')}</span>
      </div>
    );
  }
  if (!diagnosis) return null;
  const { problem, warning, unknown, ok } = countStates(diagnosis.results);
  const counts = [
    { key: 'diagnose:problems', count: problem },
    { key: 'diagnose:warnings', count: warning },
    { key: 'diagnose:unknowns', count: unknown },
  ].filter(({ count }) => count > 0);
  const text =
    counts.length === 0
      ? t('diagnose:fine', { count: ok })
      : counts.map(({ key, count }) => t(key, { count })).join(', ');
  const worst = problem > 0 ? 'problem' : warning > 0 ? 'warning' : unknown > 0 ? 'unknown' : 'ok';
  const look = checkLooks[worst];
  return (
    <div
      className={classes.summary}
      data-tone={look.tone}
      data-testid="diagnosis"
      data-state={worst}
      role="status"
    >
      <StateSign shape={running ? 'spin' : look.shape} tone={running ? 'warn' : look.tone} />
      <strong>{running ? t('diagnose:running') : text}</strong>
      <span className={classes.muted}>
        {t('diagnose:finished', {
          time: formatExact(diagnosis.at),
          seconds: formatNumber(Math.round(diagnosis.took / 100) / 10),
        })}
      </span>
    </div>
  );
}

function Results({ diagnosis, onAgain }: { diagnosis: Diagnosis; onAgain: () => void }) {
  const { t } = useTranslation();
  const ordered = worstFirst(diagnosis.results);
  const applicable = ordered.filter(({ state }) => state !== 'not-applicable');
  const others = ordered.filter(({ state }) => state === 'not-applicable');
  return (
    <>
      <p className={classes.muted}>{t('diagnose:lead')}</p>
      <ul className={classes.list} aria-label={t('diagnose:page')}>
        {applicable.map((result) => (
          <CheckRow key={result.id} result={result} onAgain={onAgain} />
        ))}
      </ul>
      {others.length > 0 && (
        <details className={classes.others}>
          <summary>
            {t('diagnose:skipped')} ({others.length})
          </summary>
          <ul className={classes.list} aria-label={t('diagnose:skipped')}>
            {others.map((result) => (
              <CheckRow key={result.id} result={result} onAgain={onAgain} />
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

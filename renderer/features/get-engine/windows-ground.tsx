import { Button } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorNotice } from '../../ui/error-notice';
import { useDiagnosis } from '../diagnose/use-diagnosis';
import classes from './get-engine.module.css';
import { StepLine } from './way-card';
import { windowsGround } from './ways';

/** What Windows needs before any engine. On Windows each step is checked, again whenever Lighter is come back to. */
export function WindowsGround({ isHere }: { isHere: boolean }) {
  const { t } = useTranslation();
  return (
    <section className={classes.card}>
      <header>
        <h2>{t('get-engine:ground')}</h2>
      </header>
      <p className={classes.muted}>{t('get-engine:groundHelp')}</p>
      {isHere ? (
        <CheckedSteps />
      ) : (
        <ol className={classes.steps}>
          {windowsGround.map((step) => (
            <StepLine key={step.id} step={step} />
          ))}
        </ol>
      )}
    </section>
  );
}

function CheckedSteps() {
  const { t } = useTranslation();
  const { diagnosis, error, running, again } = useDiagnosis('platform', null);
  // Whoever comes back from PowerShell has done a step.
  useEffect(() => {
    window.addEventListener('focus', again);
    return () => window.removeEventListener('focus', again);
  }, [again]);
  return (
    <>
      {error && <ErrorNotice error={error} onRetry={again} />}
      <ol className={classes.steps} aria-busy={running}>
        {windowsGround.map((step) => (
          <StepLine
            key={step.id}
            step={step}
            results={diagnosis?.results.filter(({ id }) => step.checks?.includes(id))}
          />
        ))}
      </ol>
      <Button
        size="compact-sm"
        variant="default"
        loading={running}
        leftSection={<IconRefresh size={14} stroke={1.5} aria-hidden />}
        onClick={again}
        className={classes.check}
      >
        {t('get-engine:checkAgain')}
      </Button>
    </>
  );
}

import type { CheckResult } from '@contract/diagnose';
import { Button } from '@mantine/core';
import { IconExternalLink } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../lib/bridge';
import { asErrorData } from '../../lib/error-data';
import { CliLine } from '../../ui/cli-line';
import { notifyError } from '../../ui/notify';
import { CheckMark, FoundWords, MendCommand } from '../diagnose/check-row';
import classes from './get-engine.module.css';
import type { Step, Way } from './ways';

/** One way to an engine: for whom it is, its steps, the makers' own instructions. */
export function WayCard({ way, recommended }: { way: Way; recommended: boolean }) {
  const { t } = useTranslation();
  const openGuide = () => {
    call('app.openUrl', { url: way.guide }).catch((thrown: unknown) =>
      notifyError(t('get-engine:noGuide'), asErrorData(thrown)),
    );
  };
  return (
    <section className={classes.card} data-testid="way" data-way={way.id}>
      <header>
        <h2>{way.name}</h2>
        {recommended && <span className={classes.recommended}>{t('get-engine:recommended')}</span>}
        <Button
          size="compact-sm"
          variant="default"
          className={classes.guide}
          rightSection={<IconExternalLink size={14} stroke={1.5} aria-hidden />}
          title={way.guide}
          onClick={openGuide}
        >
          {t('get-engine:guide')}
        </Button>
      </header>
      <p className={classes.muted}>{t(`get-engine:way.${way.id}`)}</p>
      <ol className={classes.steps}>
        {way.steps.map((step) => (
          <StepLine key={step.id} step={step} />
        ))}
      </ol>
    </section>
  );
}

interface StepLineProps {
  step: Step;
  /** What the checks of this step found. */
  results?: readonly CheckResult[];
  children?: ReactNode;
}

/** One step: what to do and why, the command, and whether it is done. */
export function StepLine({ step, results = [], children }: StepLineProps) {
  const { t } = useTranslation();
  return (
    <li data-testid="step" data-step={step.id}>
      <p>{t(`get-engine:step.${step.id}`)}</p>
      {step.command && (
        <div className={classes.command}>
          {step.place !== 'terminal' && (
            <span className={classes.muted}>{t(`diagnose:place.${step.place ?? 'terminal'}`)}</span>
          )}
          <CliLine command={step.command} />
        </div>
      )}
      {results.map((result) => (
        <StepResult key={result.id} result={result} command={step.command} />
      ))}
      {children}
    </li>
  );
}

/** What a check of the step found, and what mends it where the step's own command does not. */
function StepResult({ result, command }: { result: CheckResult; command: string | undefined }) {
  const { t } = useTranslation();
  const { state, fix } = result;
  return (
    <>
      <div className={classes.result}>
        <CheckMark state={state} />
        <span className={classes.muted}>{t(`diagnose:title.${result.id}`)}</span>
      </div>
      {(state === 'problem' || state === 'warning') && (
        <div className={classes.told}>
          <FoundWords result={result} />
          {fix.kind === 'command' && fix.command !== command && <MendCommand fix={fix} />}
        </div>
      )}
    </>
  );
}

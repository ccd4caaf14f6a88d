import type { BuildRecord, BuildStep } from '@contract/builds';
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { cleanText } from '../../lib/clean-text';
import { formatTook } from '../../lib/format';
import { StateSign } from '../../ui/state-mark';
import { useNow } from '../../ui/use-now';
import { stepLook, tookOf } from './build-look';
import classes from './builds.module.css';

interface StepsTabProps {
  record: BuildRecord;
  output: ReadonlyMap<string, string>;
}

/** The steps in the order the builder took them, each with what it printed; what runs and what failed is open. */
export function StepsTab({ record, output }: StepsTabProps) {
  const { t } = useTranslation();
  const { row, steps } = record;
  // Of its own accord a step is open while it runs and when it has failed; a click says otherwise.
  const [chosen, setChosen] = useState<ReadonlyMap<string, boolean>>(new Map());
  const now = useNow(row.state === 'running' ? 1000 : null);
  const isOpen = ({ id, state }: BuildStep) => chosen.get(id) ?? (state === 'running' || state === 'failed');
  return (
    <>
      {steps.length === 0 && (
        <p className={classes.muted}>{t(row.state === 'running' ? 'builds:preparing' : 'builds:noSteps')}</p>
      )}
      {steps.length > 0 && (
        <ol className={classes.steps} aria-label={t('builds:stepList')}>
          {steps.map((step) => (
            <Step
              key={step.id}
              step={step}
              now={now}
              text={output.get(step.id) ?? ''}
              isOpen={isOpen(step)}
              onToggle={(open) => setChosen((before) => new Map(before).set(step.id, open))}
            />
          ))}
        </ol>
      )}
    </>
  );
}

interface StepProps {
  step: BuildStep;
  /** ms since 1970. */
  now: number;
  text: string;
  isOpen: boolean;
  onToggle: (open: boolean) => void;
}

function Step({ step, now, text, isOpen, onToggle }: StepProps) {
  const { t } = useTranslation();
  const has = text !== '' || step.error !== null;
  const took = tookOf(step, now);
  const name = cleanText(step.name, 500);
  const line = (
    <>
      {has ? (
        isOpen ? (
          <IconChevronDown size={14} aria-hidden />
        ) : (
          <IconChevronRight size={14} aria-hidden />
        )
      ) : (
        <span />
      )}
      <StateSign {...stepLook(step.state)} />
      <span className={classes.name} title={name}>
        {name}
      </span>
      <span className={classes.word}>{t(`builds:step.${step.state}`)}</span>
      <span className={classes.time}>{took === null || step.state === 'cached' ? '' : formatTook(took)}</span>
    </>
  );
  const isOwn = step.stage !== null;
  return (
    <li data-testid="build-step" data-state={step.state} data-line={step.line ?? undefined}>
      {has ? (
        <button
          type="button"
          className={classes.step}
          data-own={isOwn}
          aria-expanded={isOpen}
          onClick={() => onToggle(!isOpen)}
        >
          {line}
        </button>
      ) : (
        <div className={classes.step} data-own={isOwn}>
          {line}
        </div>
      )}
      {has && isOpen && <Output name={name} text={text} error={step.error} />}
    </li>
  );
}

/** Characters of a step's output that are drawn: its end. */
const shown = 60_000;

/** What a step printed; stays at its end while it grows, until it is scrolled up. */
function Output({ name, text, error }: { name: string; text: string; error: string | null }) {
  const { t } = useTranslation();
  const box = useRef<HTMLPreElement>(null);
  const isAtEnd = useRef(true);
  // biome-ignore lint/correctness/useExhaustiveDependencies: with each new text
  useEffect(() => {
    const element = box.current;
    if (element && isAtEnd.current) element.scrollTop = element.scrollHeight;
  }, [text]);
  return (
    <pre
      ref={box}
      className={classes.output}
      role="log"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: scrollable
      tabIndex={0}
      aria-label={t('builds:output', { name })}
      onScroll={({ currentTarget: { scrollHeight, scrollTop, clientHeight } }) => {
        isAtEnd.current = scrollHeight - scrollTop - clientHeight < 8;
      }}
    >
      {text.slice(-shown)}
      {error !== null && <span className={classes.fault}>{error}</span>}
    </pre>
  );
}

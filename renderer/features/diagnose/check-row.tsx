import type { CheckResult, CheckState, Fix, FixAction } from '@contract/diagnose';
import type { EngineRow } from '@contract/engine';
import { Button } from '@mantine/core';
import {
  IconArrowsExchange,
  IconDownload,
  IconPlayerPlay,
  IconRefresh,
  IconRotate,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { navigate } from 'wouter/use-hash-location';
import { call } from '../../lib/bridge';
import { cleanText } from '../../lib/clean-text';
import { formatBytes, formatNumber } from '../../lib/format';
import { useEngine } from '../../store/mirror';
import { openDialog } from '../../store/ui';
import { CliLine } from '../../ui/cli-line';
import { type Shape, StateSign, type Tone } from '../../ui/state-mark';
import { askEngine, performEngine } from '../engine-control/perform';
import { wordsKey } from './check-order';
import classes from './diagnose.module.css';

/** The sign of each state. */
export const checkLooks: Record<CheckState, { shape: Shape; tone: Tone }> = {
  ok: { shape: 'dot', tone: 'ok' },
  warning: { shape: 'bars', tone: 'warn' },
  problem: { shape: 'cross', tone: 'bad' },
  unknown: { shape: 'dashed', tone: 'idle' },
  'not-applicable': { shape: 'ring', tone: 'idle' },
};

/** Colour, shape and word of what a check found. */
export function CheckMark({ state }: { state: CheckState }) {
  const { t } = useTranslation();
  const look = checkLooks[state];
  return (
    <span className={classes.mark} data-tone={look.tone}>
      <StateSign shape={look.shape} tone={look.tone} />
      {t(`diagnose:state.${state}`)}
    </span>
  );
}

interface CheckRowProps {
  result: CheckResult;
  onAgain: () => void;
}

/** One check: its state, what it means, and how to mend it. */
export function CheckRow({ result, onAgain }: CheckRowProps) {
  const { t } = useTranslation();
  const { id, state, fix } = result;
  return (
    <li
      className={classes.row}
      data-testid="check"
      data-id={id}
      data-state={state}
      data-finding={result.finding}
    >
      <CheckMark state={state} />
      <h2 className={classes.name}>{t(`diagnose:title.${id}`)}</h2>
      <div className={classes.words}>
        <FoundWords result={result} />
        <Mend fix={fix} onAgain={onAgain} />
      </div>
    </li>
  );
}

/** What a check found, in words. */
export function FoundWords({ result }: { result: CheckResult }) {
  const { t } = useTranslation();
  return <p>{t(wordsKey(result), shown(result.values))}</p>;
}

/** A command that mends it, with where it is to be typed. */
export function MendCommand({ fix }: { fix: Extract<Fix, { kind: 'command' }> }) {
  const { t } = useTranslation();
  return (
    <div className={classes.command}>
      <span>{t(`diagnose:place.${fix.place}`)}</span>
      <CliLine command={fix.command} />
    </div>
  );
}

/** Values from files and programs: without control characters, numbers in the language's writing. */
function shown(values: CheckResult['values']): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => {
      if (typeof value === 'string') return [name, cleanText(value, 400)];
      return [name, name === 'free' || name === 'total' ? formatBytes(value) : formatNumber(value)];
    }),
  );
}

function Mend({ fix, onAgain }: { fix: Fix; onAgain: () => void }) {
  const engine = useEngine();
  if (fix.kind === 'none') return null;
  const action = fix.action && usable(fix.action, engine);
  // What the button does needs no command.
  const isDone = action === 'start-engine' || action === 'restart-engine';
  return (
    <>
      {fix.kind === 'command' && !isDone && <MendCommand fix={fix} />}
      {action && <Action action={action} onAgain={onAgain} />}
    </>
  );
}

/** What can be done now: an engine that nothing here starts can only be looked for again. */
function usable(action: FixAction, engine: EngineRow | undefined): FixAction {
  if (action === 'start-engine') return engine?.control.start === true ? action : 'look-again';
  if (action === 'restart-engine') return engine?.control.restart === true ? action : 'look-again';
  return action;
}

function Action({ action, onAgain }: { action: FixAction; onAgain: () => void }) {
  const { t } = useTranslation();
  const lookAgain = () => {
    void call('engine.retry', {});
    onAgain();
  };
  const choices = {
    'get-engine': { icon: IconDownload, label: t('diagnose:getEngine'), run: () => navigate('/get-engine') },
    'start-engine': {
      icon: IconPlayerPlay,
      label: t('diagnose:startEngine'),
      run: () => performEngine('start'),
    },
    'restart-engine': {
      icon: IconRotate,
      label: t('diagnose:restartEngine'),
      run: () => askEngine('restart'),
    },
    'switch-engine': {
      icon: IconArrowsExchange,
      label: t('engines:title'),
      run: () => openDialog({ kind: 'switch' }),
    },
    'look-again': { icon: IconRefresh, label: t('diagnose:lookAgain'), run: lookAgain },
  };
  const { icon: Icon, label, run } = choices[action];
  return (
    <Button
      size="compact-md"
      variant={action === 'look-again' ? 'default' : 'filled'}
      leftSection={<Icon size={16} stroke={1.5} aria-hidden />}
      onClick={run}
      className={classes.action}
    >
      {label}
    </Button>
  );
}

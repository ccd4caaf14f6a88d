import type { EngineState } from '@contract/engine';
import { IconArrowsExchange, IconInfoCircle, IconRefresh, IconStethoscope } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { navigate } from 'wouter/use-hash-location';
import { useEngineEntries } from '../features/engine-control/use-engine-entries';
import { call } from '../lib/bridge';
import { formatDuration } from '../lib/format';
import { useEngine } from '../store/mirror';
import { openDialog } from '../store/ui';
import { ActionMenu, type MenuEntry } from '../ui/action-menu';
import { type Shape, StateSign, type Tone } from '../ui/state-mark';
import { useNow } from '../ui/use-now';
import classes from './engine-badge.module.css';
import { EngineTooltip } from './engine-tooltip';

const looks = {
  running: { shape: 'dot', tone: 'ok' },
  starting: { shape: 'spin', tone: 'warn' },
  stopping: { shape: 'spin', tone: 'warn' },
  stopped: { shape: 'ring', tone: 'idle' },
  unresponsive: { shape: 'cross', tone: 'bad' },
  missing: { shape: 'dashed', tone: 'idle' },
} as const satisfies Record<EngineState, { shape: Shape; tone: Tone }>;

/** The engine's state, always in view; hover explains it, a click opens the engine's menu. */
export function EngineBadge() {
  const { t } = useTranslation();
  const engine = useEngine();
  const [hovered, setHovered] = useState(false);
  const [menu, setMenu] = useState<DOMRect | null>(null);
  const state = engine?.state ?? 'starting';
  const look = looks[state];

  const entries: MenuEntry[] = [
    ...useEngineEntries(engine),
    {
      id: 'switch',
      label: t('engines:title'),
      icon: IconArrowsExchange,
      run: () => openDialog({ kind: 'switch' }),
    },
    {
      id: 'details',
      label: t('shell:menu.details'),
      icon: IconInfoCircle,
      divided: true,
      run: () => navigate('/engine'),
    },
    {
      id: 'diagnose',
      label: t('diagnose:page'),
      icon: IconStethoscope,
      run: () => navigate('/diagnose'),
    },
  ];
  if (state !== 'running')
    entries.push({
      id: 'retry',
      label: t('shell:menu.retry'),
      icon: IconRefresh,
      run: () => void call('engine.retry', {}),
    });

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only shows what the button's description says
    <div
      className={classes.frame}
      onMouseEnter={() => setHovered(true)}
      onMouseLeave={() => setHovered(false)}
    >
      <button
        type="button"
        className={classes.badge}
        data-testid="engine-badge"
        data-state={state}
        data-tone={look.tone}
        aria-haspopup="menu"
        aria-expanded={menu !== null}
        aria-describedby={hovered && engine ? 'engine-tooltip' : undefined}
        onFocus={() => setHovered(true)}
        onBlur={() => setHovered(false)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') setHovered(false);
        }}
        onClick={(event) => {
          setHovered(false);
          setMenu(event.currentTarget.getBoundingClientRect());
        }}
      >
        <StateSign shape={look.shape} tone={look.tone} />
        <span>{t(`shell:engine.${state}`)}</span>
        {engine && state === 'unresponsive' && <SilentFor since={engine.since} />}
      </button>
      {hovered && engine && !menu && <EngineTooltip id="engine-tooltip" engine={engine} />}
      {menu && (
        <ActionMenu label={t('shell:menu.label')} entries={entries} at={menu} onClose={() => setMenu(null)} />
      )}
    </div>
  );
}

function SilentFor({ since }: { since: number }) {
  const { t } = useTranslation();
  const now = useNow(1000);
  return <span>{t('shell:silentFor', { duration: formatDuration(now - since) })}</span>;
}

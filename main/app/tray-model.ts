import type { ContainerRow } from '@contract/containers';
import type { EngineAction, EngineRow } from '@contract/engine';
import { onEngine } from './engine-words';
import type { Texts } from './texts';

export type TrayAction =
  | { do: 'open' }
  | { do: 'settings' }
  | { do: 'quit' }
  | { do: 'start' | 'stop' | 'restart' | 'logs'; id: string; name: string }
  | { do: 'browse'; url: string }
  | { do: 'stop-all' }
  | { do: 'undo-stop-all' }
  | { do: 'start-engine' | 'stop-engine' | 'restart-engine' };

export type TrayItem =
  | { kind: 'text'; label: string }
  | { kind: 'separator' }
  | { kind: 'action'; label: string; action: TrayAction; enabled: boolean }
  | { kind: 'submenu'; label: string; items: TrayItem[] };

export interface TrayModel {
  icon: 'running' | 'busy' | 'stopped';
  tooltip: string;
  items: TrayItem[];
}

export interface TrayInput {
  engine: EngineRow;
  containers: Iterable<ContainerRow>;
  /** Ids with an action under way. */
  busy: ReadonlySet<string>;
  /** How many containers the last `Stop all containers` stopped and can be started again. */
  undoable: number;
}

const mostStopped = 10;
const longestName = 60;

// Colour is not to be had in a native menu: the sign's shape tells the state.
const signs: Record<string, string> = { running: '●', paused: '◫', restarting: '◌' };

const clip = (name: string) => (name.length > longestName ? `${name.slice(0, longestName - 1)}…` : name);

const isUp = (row: ContainerRow) =>
  row.state === 'running' || row.state === 'paused' || row.state === 'restarting';

function containerMenu(row: ContainerRow, input: TrayInput, t: Texts): TrayItem {
  const enabled = input.engine.state === 'running' && !input.busy.has(row.id);
  const act = (key: 'start' | 'stop' | 'restart' | 'logs', usable: boolean): TrayItem => ({
    kind: 'action',
    label: t(`tray:${key}`),
    action: { do: key, id: row.id, name: row.name },
    enabled: usable,
  });
  const published =
    row.state === 'running'
      ? row.ports.filter((port) => port.hostPort !== null && port.protocol === 'tcp')
      : [];
  const { host } = input.engine.endpoint;
  return {
    kind: 'submenu',
    label: `${signs[row.state] ?? '○'} ${clip(row.name)}`,
    items: [
      act(isUp(row) ? 'stop' : 'start', enabled),
      act('restart', enabled),
      ...published.map(
        ({ hostPort }): TrayItem => ({
          kind: 'action',
          label: t('tray:openPort', { address: `${host}:${hostPort}` }),
          action: { do: 'browse', url: `http://${host.includes(':') ? `[${host}]` : host}:${hostPort}` },
          enabled: true,
        }),
      ),
      act('logs', true),
    ],
  };
}

/** Only what can work now: a native menu has no room for reasons. */
function engineActions({ control }: EngineRow): EngineAction[] {
  if (control.work) return [];
  if (control.start === true) return ['start'];
  return (['stop', 'restart'] as const).filter((action) => control[action] === true);
}

/** The tray's whole content, from main's cache. Pure. */
export function trayModel(input: TrayInput, t: Texts): TrayModel {
  const { engine } = input;
  const rows = [...input.containers].sort((a, b) => a.name.localeCompare(b.name));
  const up = rows.filter(isUp);
  const running = rows.filter((row) => row.state === 'running').length;
  const stopped = rows
    .filter((row) => !isUp(row))
    .sort((a, b) => (b.since ?? b.createdAt) - (a.since ?? a.createdAt))
    .slice(0, mostStopped);
  const state = t(`shell:engine.${engine.state}`);
  const isRunning = engine.state === 'running';
  const separator: TrayItem = { kind: 'separator' };
  const action = (label: string, what: TrayAction, enabled = true): TrayItem => ({
    kind: 'action',
    label,
    action: what,
    enabled,
  });

  const items: TrayItem[] = [
    { kind: 'text', label: state },
    action(t('tray:open'), { do: 'open' }),
    separator,
  ];
  // Nothing here is asked back: what is on another machine must not look like what is here.
  const where = engine.endpoint.remote ? onEngine(engine, t) : null;
  if (where !== null) items.push({ kind: 'text', label: where });
  items.push(...up.map((row) => containerMenu(row, input, t)));
  if (up.length > 0 && stopped.length > 0) items.push(separator);
  items.push(...stopped.map((row) => containerMenu(row, input, t)));
  if (rows.length > 0) items.push(separator);
  if (up.length > 0) items.push(action(t('tray:stopAll'), { do: 'stop-all' }, isRunning));
  if (input.undoable > 0)
    items.push(action(t('tray:undoStopAll', { count: input.undoable }), { do: 'undo-stop-all' }, isRunning));
  if (up.length > 0 || input.undoable > 0) items.push(separator);
  const engineItems = engineActions(engine).map((what) =>
    action(t(`engine-control:${what}`), { do: `${what}-engine` }),
  );
  if (engineItems.length > 0) items.push(...engineItems, separator);
  items.push(action(t('tray:settings'), { do: 'settings' }), action(t('tray:quit'), { do: 'quit' }));

  const moving = engine.state === 'starting' || engine.state === 'stopping' || input.busy.size > 0;
  return {
    icon: moving ? 'busy' : isRunning ? 'running' : 'stopped',
    tooltip: isRunning ? t('tray:tooltip', { state, count: running }) : state,
    items,
  };
}

import type { EngineBlock, EngineControl, EngineRow } from '@contract/engine';
import type { Detection, Provider } from './types';

export interface Found {
  provider: Provider;
  detection: Detection;
}

type Choice = Pick<EngineControl, 'provider' | 'name' | 'start' | 'stop' | 'restart'>;

const nobody = (why: EngineBlock): Choice => ({
  provider: null,
  name: '',
  start: why,
  stop: why,
  restart: why,
});

/** Whether the endpoint was found rather than chosen: then any engine of this machine may be started. Pure. */
export function isFree({ source }: EngineRow['endpoint']): boolean {
  return source === 'default' || source === 'well-known' || source === 'managed';
}

/** Whether an engine is up there: one that we may not talk to is as well. */
const isUp = ({ state, reason }: EngineRow) =>
  state === 'running' || state === 'unresponsive' || reason?.code === 'permission-denied';

/** Whether nothing was chosen and nothing runs: then any engine of this machine may be started. Pure. */
export const mayStartAny = (row: EngineRow) =>
  !row.endpoint.remote && !isUp(row) && row.state !== 'stopping' && isFree(row.endpoint);

/** The providers worth asking: those of the endpoint; where none was chosen and nothing runs, all of them. Pure. */
export function candidates(row: EngineRow, providers: readonly Provider[]): Provider[] {
  if (row.endpoint.remote) return [];
  const serving = providers.filter((provider) => provider.serves(row.endpoint.url));
  if (!mayStartAny(row)) return serving;
  return [...serving, ...providers.filter((provider) => !serving.includes(provider))];
}

/** Who is to start and stop the engine, and what of it can work now. `found` is in order of preference. Pure. */
export function chooseControl(row: EngineRow, found: readonly Found[]): Choice {
  if (row.endpoint.remote) return nobody('remote');
  const installed = found.filter(({ detection }) => detection.installed);
  if (isUp(row)) {
    const active = installed.find(
      ({ provider, detection }) => detection.active !== false || provider.owns?.(row.endpoint.url),
    );
    if (!active) return { ...nobody('foreign'), start: 'running' };
    const { can } = active.detection;
    // Docker Desktop says `stopped` of an engine that only rests until it is asked something.
    const stop = can.stop === 'not-running' ? true : can.stop;
    return { ...named(active), start: 'running', stop, restart: can.restart };
  }
  const usable = installed.find(({ detection }) => detection.can.start === true) ?? installed[0];
  if (!usable) return nobody(isFree(row.endpoint) ? 'not-installed' : 'no-provider');
  const { active, can } = usable.detection;
  // Up, yet nothing answers: stopping it may be what helps.
  const end = active === true ? can.stop : 'not-running';
  return {
    ...named(usable),
    start: can.start,
    stop: end,
    restart: active === true ? can.restart : 'not-running',
  };
}

const named = ({ provider }: Found) => ({ provider: provider.id, name: provider.name });

/** The row as everybody sees it: what the provider is doing comes before what was last observed. Pure. */
export function withControl(row: EngineRow, control: EngineControl): EngineRow {
  const state = shownState(row, control);
  if (state === row.state) return { ...row, control };
  const { work } = control;
  return { ...row, state, control, reason: work ? null : row.reason, since: work?.since ?? row.since };
}

function shownState({ state, endpoint }: EngineRow, { work, provider }: EngineControl): EngineRow['state'] {
  if (work?.step === 'stopping' || work?.action === 'stop') return 'stopping';
  const isAway = state === 'missing' || state === 'stopped';
  if (work) return isAway || state === 'stopping' ? 'starting' : state;
  // There is an engine here, Lighter's own; it just does not run.
  return state === 'missing' && endpoint.source === 'managed' && provider === 'managed' ? 'stopped' : state;
}

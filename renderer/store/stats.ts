import type { StatsSample, StatsUpdate } from '@contract/containers';
import { create } from 'zustand';
import { openStream, type StreamHandle } from '../lib/bridge';
import { type StatsHistory, withSamples } from './stats-history';

interface Stats {
  rows: Readonly<Record<string, StatsSample>>;
  history: Readonly<Record<string, StatsHistory>>;
  /** Null while nothing is known. */
  sum: StatsUpdate['sum'] | null;
}

const nothing: Stats = { rows: {}, history: {}, sum: null };

/** CPU, memory and network as the engine last told, and the minute before; only this file writes it. */
export const useStats = create<Stats>(() => nothing);

let handle: StreamHandle<'containers.stats'> | null = null;
let visible: string[] = [];

/** The running rows in view (at most 200 count): theirs are the figures worth reading. */
export function setVisibleStats(ids: readonly string[]): void {
  const next = ids.slice(0, 200);
  if (next.length === visible.length && next.every((id, index) => id === visible[index])) return;
  visible = next;
  handle?.control({ visible });
}

/** Opens the one stream of figures; a failure is followed by another attempt after five seconds. */
export function startStats(): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let stopped = false;

  const again = () => {
    handle = null;
    useStats.setState(nothing);
    if (!stopped) timer = setTimeout(open, 5000);
  };
  function open() {
    handle = openStream(
      'containers.stats',
      {},
      {
        onItems: (updates) => {
          const last = updates.at(-1);
          if (!last) return;
          const history = withSamples(useStats.getState().history, last.rows, Date.now());
          useStats.setState({ rows: last.rows, history, sum: last.sum });
        },
        onEnd: again,
        onError: again,
      },
    );
    if (visible.length > 0) handle.control({ visible });
  }

  open();
  return () => {
    stopped = true;
    clearTimeout(timer);
    handle?.close();
    handle = null;
    useStats.setState(nothing);
  };
}

import type { StatsSample, StatsUpdate } from '@contract/containers';
import { create } from 'zustand';
import { openStream, type StreamHandle } from '../lib/bridge';

interface Stats {
  rows: Readonly<Record<string, StatsSample>>;
  /** Null while nothing is known. */
  sum: StatsUpdate['sum'] | null;
}

/** CPU and memory as the engine last told; only this file writes it. */
export const useStats = create<Stats>(() => ({ rows: {}, sum: null }));

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
    useStats.setState({ rows: {}, sum: null });
    if (!stopped) timer = setTimeout(open, 5000);
  };
  function open() {
    handle = openStream(
      'containers.stats',
      {},
      {
        onItems: (updates) => {
          const last = updates.at(-1);
          if (last) useStats.setState({ rows: last.rows, sum: last.sum });
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
    useStats.setState({ rows: {}, sum: null });
  };
}

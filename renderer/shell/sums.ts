import type { StatsUpdate } from '@contract/containers';
import { formatBytes, formatPercent } from '../lib/format';

/** Where there is no figure. */
const none = '–';

/**
 * CPU and memory of the running containers in sum, as the status bar shows them. `running` counts those in the list,
 * which knows of a start before the figures do: zeros would say that it does nothing. Pure.
 */
export function sumTexts(sum: StatsUpdate['sum'], running: number): { cpu: string; memory: string } {
  if (running === 0) return { cpu: formatPercent(0), memory: formatBytes(0) };
  if (sum.sampled === 0) return { cpu: none, memory: none };
  return { cpu: sum.cpu === null ? none : formatPercent(sum.cpu), memory: formatBytes(sum.memory) };
}

import type { LighterErrorData } from '@contract/errors';
import i18next from 'i18next';
import { call } from '../../lib/bridge';
import { busyPort } from './busy-port';
import { portTakenText } from './problem-text';

/** Who holds the port that a start failed on, and which are free instead, in words; null when that is not it. */
export async function explainBusyPort(error: LighterErrorData): Promise<string | null> {
  const busy = busyPort(error.message);
  if (!busy) return null;
  const [probe] = await call('containers.probePorts', { ports: [busy] }).catch(() => []);
  if (probe?.free !== false) return null;
  const free = probe.next === null ? [] : [probe.next, ...probe.more];
  const who = portTakenText(i18next.t, probe);
  return free.length === 0 ? who : `${who}. ${i18next.t('run:portsFree', { ports: free.join(', ') })}`;
}

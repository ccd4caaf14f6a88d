import type { LighterErrorData } from '@contract/errors';
import type { TFunction } from 'i18next';
import { errorReason, secondsToWait } from '../lib/error-reason';
import { formatDuration } from '../lib/format';

/** How long a registry that allows no more requests is to be left alone; null where it does not say. */
export function waitSentence(error: LighterErrorData, t: TFunction): string | null {
  const wait = errorReason(error) === 'rate-limit' ? secondsToWait(error) : null;
  if (wait === null) return null;
  const time = formatDuration(Math.max(1, wait.seconds) * 1000);
  return t(wait.isAtMost ? 'errors:waitAtMost' : 'errors:waitFor', { time });
}

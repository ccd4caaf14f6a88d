import { formatDuration, formatExact, formatRelative } from '../lib/format';
import { useNow } from './use-now';

interface AgeProps {
  /** ms since 1970. */
  since: number;
  /** `for` = a length of time (`3h`), `ago` = how long past (`3 hr. ago`). */
  form: 'for' | 'ago';
}

/** A time that stays true by itself, with the exact moment on hover. */
export function Age({ since, form }: AgeProps) {
  // Coarse on purpose: a second hand in every row would keep an idle window busy.
  const age = Date.now() - since;
  const now = useNow(age < 120_000 ? 5000 : age < 7_200_000 ? 60_000 : 1_800_000);
  return (
    <time dateTime={new Date(since).toISOString()} title={formatExact(since)}>
      {form === 'for' ? formatDuration(now - since, 1) : formatRelative(Math.min(since, now), now)}
    </time>
  );
}

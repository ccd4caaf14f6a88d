import { useEffect, useState } from 'react';

interface Clock {
  listeners: Set<(now: number) => void>;
  timer: ReturnType<typeof setInterval>;
}

/** One a length of time: all that show it change together, in one rendering. */
const clocks = new Map<number, Clock>();

/** Calls back every `interval` ms, all listeners of one interval at once. Gives the end of it. */
export function onTick(interval: number, listener: (now: number) => void): () => void {
  let clock = clocks.get(interval);
  if (!clock) {
    const listeners = new Set<(now: number) => void>();
    const timer = setInterval(() => {
      const now = Date.now();
      for (const listener of listeners) listener(now);
    }, interval);
    clock = { listeners, timer };
    clocks.set(interval, clock);
  }
  const { listeners, timer } = clock;
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    clocks.delete(interval);
  };
}

/** The present, ticking every `interval` ms while mounted; null stops the clock. */
export function useNow(interval: number | null): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => (interval === null ? undefined : onTick(interval, setNow)), [interval]);
  return now;
}

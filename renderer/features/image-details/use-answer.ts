import type { LighterErrorData } from '@contract/errors';
import { useCallback, useEffect, useState } from 'react';
import { asErrorData } from '../../lib/error-data';
import { useEngine } from '../../store/mirror';

interface Answer<V> {
  value: V | null;
  error: LighterErrorData | null;
  retry(): void;
}

/** Asks main once, and again for another `ask` or after the engine came back. `ask` must be memoised. */
export function useAnswer<V>(ask: () => Promise<V>): Answer<V> {
  const engine = useEngine();
  const epoch = engine?.state === 'running' ? engine.epoch : null;
  const [answer, setAnswer] = useState<{
    ask: unknown;
    value: V | null;
    error: LighterErrorData | null;
  } | null>(null);
  const [attempt, setAttempt] = useState(0);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt asks again
  useEffect(() => {
    if (epoch === null) return;
    let isStale = false;
    ask().then(
      (value) => !isStale && setAnswer({ ask, value, error: null }),
      (thrown: unknown) => !isStale && setAnswer({ ask, value: null, error: asErrorData(thrown) }),
    );
    return () => {
      isStale = true;
    };
  }, [ask, epoch, attempt]);

  const retry = useCallback(() => setAttempt((count) => count + 1), []);
  const current = answer?.ask === ask ? answer : null;
  return { value: current?.value ?? null, error: current?.error ?? null, retry };
}

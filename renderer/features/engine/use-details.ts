import type { EngineDetails, EngineRow } from '@contract/engine';
import type { LighterErrorData } from '@contract/errors';
import { useCallback, useEffect, useState } from 'react';
import { call } from '../../lib/bridge';
import { asErrorData } from '../../lib/error-data';

interface Answer {
  epoch: number;
  details: EngineDetails | null;
  error: LighterErrorData | null;
}

/** What the engine tells about itself: read once a connection, and again on `reload`. */
export function useDetails(engine: EngineRow | undefined) {
  const [answer, setAnswer] = useState<Answer | null>(null);
  const [attempt, setAttempt] = useState(0);
  const epoch = engine?.epoch;
  const isRunning = engine?.state === 'running';

  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt reads again
  useEffect(() => {
    if (!isRunning || epoch === undefined) return;
    let isStale = false;
    call('engine.details', {}).then(
      (details) => !isStale && setAnswer({ epoch, details, error: null }),
      (thrown: unknown) => !isStale && setAnswer({ epoch, details: null, error: asErrorData(thrown) }),
    );
    return () => {
      isStale = true;
    };
  }, [epoch, isRunning, attempt]);

  const reload = useCallback(() => setAttempt((count) => count + 1), []);
  // Another connection may be another engine: what the old one told is not shown for it.
  const current = answer?.epoch === epoch ? answer : null;
  return { details: current?.details ?? null, error: current?.error ?? null, reload };
}

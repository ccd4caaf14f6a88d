import type { Diagnosis } from '@contract/diagnose';
import type { LighterErrorData } from '@contract/errors';
import { useCallback, useEffect, useRef, useState } from 'react';
import { call } from '../../lib/bridge';
import { asErrorData } from '../../lib/error-data';

/** Runs the checks when the view opens, whenever `cause` changes, and on `again`. */
export function useDiagnosis(area: 'all' | 'platform', cause: unknown) {
  const [diagnosis, setDiagnosis] = useState<Diagnosis | null>(null);
  const [error, setError] = useState<LighterErrorData | null>(null);
  const [running, setRunning] = useState(true);
  const latest = useRef(0);

  const again = useCallback(() => {
    latest.current += 1;
    const mine = latest.current;
    setRunning(true);
    const end = (change: () => void) => {
      // An older run may end after a newer one.
      if (mine !== latest.current) return;
      setRunning(false);
      change();
    };
    call('diagnose.run', { area }).then(
      (found) =>
        end(() => {
          setDiagnosis(found);
          setError(null);
        }),
      (thrown: unknown) => end(() => setError(asErrorData(thrown))),
    );
  }, [area]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another cause means to look again
  useEffect(() => {
    again();
    return () => {
      latest.current += 1;
    };
  }, [again, cause]);

  return { diagnosis, error, running, again };
}

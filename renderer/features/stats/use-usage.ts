import type { LighterErrorData } from '@contract/errors';
import type { ContainerUsage } from '@contract/stats';
import { useEffect, useState } from 'react';
import { openStream } from '../../lib/bridge';

/** As much as main remembers. */
const maxReadings = 900;

export interface Usage {
  /** Oldest first; a new array with each reading. */
  readings: readonly ContainerUsage[];
  error: LighterErrorData | null;
  retry(): void;
}

/** What a container uses, for as long as the component is there. */
export function useUsage(id: string): Usage {
  const [readings, setReadings] = useState<readonly ContainerUsage[]>([]);
  const [error, setError] = useState<LighterErrorData | null>(null);
  const [attempt, setAttempt] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt is another stream
  useEffect(() => {
    setReadings([]);
    setError(null);
    const handle = openStream(
      'container.stats',
      { id },
      {
        onItems: (items) => setReadings((before) => [...before, ...items].slice(-maxReadings)),
        onError: setError,
      },
    );
    return () => handle.close();
  }, [id, attempt]);
  return { readings, error, retry: () => setAttempt((before) => before + 1) };
}

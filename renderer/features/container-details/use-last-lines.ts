import type { LogLine } from '@contract/containers';
import type { LighterErrorData } from '@contract/errors';
import { useEffect, useState } from 'react';
import { call } from '../../lib/bridge';
import { asErrorData } from '../../lib/error-data';

interface LastLines {
  /** Null while they are read. */
  lines: LogLine[] | null;
  /** The log could not be read: some logging drivers only write. */
  error: LighterErrorData | null;
}

const shownLines = 20;

/** The last lines a container wrote before its end; read again when `ending` (when it ended) changes. */
export function useLastLines(id: string, ending: number | null): LastLines {
  const [state, setState] = useState<LastLines>({ lines: null, error: null });
  // biome-ignore lint/correctness/useExhaustiveDependencies: another end has other last lines
  useEffect(() => {
    let isStale = false;
    call('container.lastLines', { id, count: shownLines }).then(
      (lines) => !isStale && setState({ lines, error: null }),
      (error: unknown) => !isStale && setState({ lines: [], error: asErrorData(error) }),
    );
    return () => {
      isStale = true;
    };
  }, [id, ending]);
  return state;
}

import type { EngineList } from '@contract/engines';
import type { LighterErrorData } from '@contract/errors';
import { useCallback, useEffect, useRef, useState } from 'react';
import { openStream, type StreamHandle } from '../../lib/bridge';

/** All engines that can be found, as they answer, while the component is there; `again` asks all of them anew. */
export function useEngineList() {
  const [list, setList] = useState<EngineList | null>(null);
  const [error, setError] = useState<LighterErrorData | null>(null);
  const handle = useRef<StreamHandle<'engines.watch'> | null>(null);
  useEffect(() => {
    handle.current = openStream(
      'engines.watch',
      {},
      {
        onItems: (lists) => {
          const last = lists.at(-1);
          if (last) setList(last);
        },
        onError: setError,
      },
    );
    return () => handle.current?.close();
  }, []);
  const again = useCallback(() => handle.current?.control({ again: true }), []);
  return { list, error, again };
}

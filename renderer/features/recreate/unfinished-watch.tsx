import type { UnfinishedRecreate } from '@contract/recreate';
import { lazy, useEffect, useState } from 'react';
import { call } from '../../lib/bridge';
import { useEngine } from '../../store/mirror';

const Unfinished = lazy(() => import('./unfinished').then((m) => ({ default: m.Unfinished })));

/** Asks each engine that is connected whether a replacement broke off on it; shows nothing where none did. */
export function UnfinishedWatch() {
  const engine = useEngine();
  const epoch = engine?.state === 'running' ? engine.epoch : null;
  const [found, setFound] = useState<{ epoch: number; rows: UnfinishedRecreate[] } | null>(null);
  useEffect(() => {
    if (epoch === null) return;
    let isStale = false;
    call('recreate.unfinished', { epoch }).then(
      (rows) => !isStale && setFound({ epoch, rows }),
      // An engine that is away again is asked when it is back.
      () => undefined,
    );
    return () => {
      isStale = true;
    };
  }, [epoch]);
  return found && found.epoch === epoch && found.rows.length > 0 ? (
    <Unfinished key={found.epoch} first={found.rows} />
  ) : null;
}

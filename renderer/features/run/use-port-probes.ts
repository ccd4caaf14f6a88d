import type { PortProbe } from '@contract/containers';
import { useCallback, useEffect, useState } from 'react';
import { call } from '../../lib/bridge';
import { useTable } from '../../store/mirror';
import { probeKey } from './check';
import { wantedPorts } from './check-ports';
import type { PortFields } from './fields';

type Probes = ReadonlyMap<string, PortProbe>;

/** Typing pauses shorter than this ask nothing, ms. */
const pauseMs = 250;
const none: Probes = new Map();

/**
 * Asks main which of the host ports are free, whenever the rows or the ports of running containers change.
 * `probeNow` asks at once, and answers with what it learnt.
 */
export function usePortProbes(rows: readonly PortFields[]): { probes: Probes; probeNow(): Promise<Probes> } {
  const [probes, setProbes] = useState(none);
  const wanted = JSON.stringify(wantedPorts(rows));
  const published = [...useTable('containers').values()]
    .flatMap((row) => row.ports.map((port) => `${row.name}:${port.hostPort}`))
    .join();

  const probeNow = useCallback(async (): Promise<Probes> => {
    const ports = JSON.parse(wanted) as ReturnType<typeof wantedPorts>;
    if (ports.length === 0) return none;
    try {
      const answers = await call('containers.probePorts', { ports });
      return new Map(answers.map((probe) => [probeKey(probe.port, probe.protocol), probe]));
    } catch {
      // Not knowing is no obstacle: the engine refuses a port that is taken.
      return none;
    }
  }, [wanted]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: other published ports ask again
  useEffect(() => {
    let isStale = false;
    const timer = setTimeout(() => {
      probeNow().then((answers) => {
        if (!isStale) setProbes(answers);
      });
    }, pauseMs);
    return () => {
      isStale = true;
      clearTimeout(timer);
    };
  }, [probeNow, published]);

  return {
    probes,
    probeNow: async () => {
      const answers = await probeNow();
      setProbes(answers);
      return answers;
    },
  };
}

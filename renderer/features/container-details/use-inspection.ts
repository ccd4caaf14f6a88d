import type { ContainerRow } from '@contract/containers';
import { LighterError, type LighterErrorData } from '@contract/errors';
import { useEffect, useState } from 'react';
import { call } from '../../lib/bridge';
import { useUi } from '../../store/ui';

interface Inspection {
  /** As the engine sent it; undefined until it has. */
  json: unknown;
  error: LighterErrorData | null;
  reload: () => void;
}

/**
 * `containers.inspect`, read again whenever the container's row changes (the row is how we hear of events), and when
 * its limits were changed here, which no row shows,
 * never on a timer. What was read before stays until the new answer is there.
 */
export function useInspection(row: ContainerRow): Inspection {
  const [state, setState] = useState<Omit<Inspection, 'reload'>>({ json: undefined, error: null });
  const [attempt, setAttempt] = useState(0);
  const { id } = row;
  const touched = useUi((state) => state.touched.get(id));
  // biome-ignore lint/correctness/useExhaustiveDependencies: another row object, or another try, is news
  useEffect(() => {
    let isCurrent = true;
    call('containers.inspect', { id }).then(
      (json) => {
        if (isCurrent) setState({ json, error: null });
      },
      (error: unknown) => {
        const data =
          error instanceof LighterError
            ? error.toData()
            : ({ code: 'internal', message: String(error) } satisfies LighterErrorData);
        if (isCurrent) setState((last) => ({ ...last, error: data }));
      },
    );
    return () => {
      isCurrent = false;
    };
  }, [id, row, attempt, touched]);
  return { ...state, reload: () => setAttempt((count) => count + 1) };
}

import type { LighterErrorData } from '@contract/errors';
import type { FilePreview } from '@contract/files';
import { useCallback, useEffect, useState } from 'react';
import { call } from '../../lib/bridge';
import { asErrorData } from '../../lib/error-data';

interface Preview {
  value: FilePreview | null;
  error: LighterErrorData | null;
  reload: () => void;
}

/** What lies at a path, read when `path` changes; nothing is read while it is null. */
export function usePreview(id: string, path: string | null): Preview {
  const [state, setState] = useState<{ path: string | null } & Omit<Preview, 'reload'>>({
    path: null,
    value: null,
    error: null,
  });
  const [turn, setTurn] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another turn is another reading
  useEffect(() => {
    if (path === null) return;
    let isCurrent = true;
    call('files.read', { id, path }).then(
      (value) => isCurrent && setState({ path, value, error: null }),
      (error: unknown) => isCurrent && setState({ path, value: null, error: asErrorData(error) }),
    );
    return () => {
      isCurrent = false;
    };
  }, [id, path, turn]);
  const reload = useCallback(() => setTurn((count) => count + 1), []);
  const isThis = state.path === path && path !== null;
  return { value: isThis ? state.value : null, error: isThis ? state.error : null, reload };
}

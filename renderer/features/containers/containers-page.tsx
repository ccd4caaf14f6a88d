import type { ContainerRow } from '@contract/containers';
import { lazy, Suspense, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useMirror, useTable } from '../../store/mirror';
import { setVisibleStats } from '../../store/stats';
import { ResourcePage } from '../resource-page/resource-page';
import { isDeletableStopped } from './container-states';
import { useContainerDescriptor } from './use-container-descriptor';

const DeleteContainersDialog = lazy(() =>
  import('./delete-containers-dialog').then((module) => ({ default: module.DeleteContainersDialog })),
);

/** All containers of the engine. */
export function ContainersPage() {
  const containers = useTable('containers');
  const rows = useMemo(() => [...containers.values()], [containers]);
  const [deleting, setDeleting] = useState<readonly ContainerRow[] | null>(null);
  const deleteStopped = useCallback(() => {
    const all = [...useMirror.getState().tables.containers.values()];
    setDeleting(all.filter(isDeletableStopped));
  }, []);
  const descriptor = useContainerDescriptor(setDeleting, deleteStopped);
  const onVisible = useVisibleStats(containers);
  return (
    <>
      <ResourcePage descriptor={descriptor} rows={rows} onVisible={onVisible} />
      {deleting && deleting.length > 0 && (
        <Suspense>
          <DeleteContainersDialog rows={deleting} onClose={() => setDeleting(null)} />
        </Suspense>
      )}
    </>
  );
}

/** Scrolling changes the rows in view with each frame; the figures need not follow that fast. ms. */
const settleTime = 150;

/** Tells the stream of figures which running rows are in view; outside React's state, which would render. */
function useVisibleStats(containers: ReadonlyMap<string, ContainerRow>) {
  const visible = useRef<readonly string[]>([]);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const tell = useCallback(() => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      const { containers } = useMirror.getState().tables;
      setVisibleStats(visible.current.filter((id) => containers.get(id)?.state === 'running'));
    }, settleTime);
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a row in view may have started or stopped
  useEffect(tell, [containers, tell]);
  useEffect(
    () => () => {
      clearTimeout(timer.current);
      setVisibleStats([]);
    },
    [],
  );
  return useCallback(
    (keys: readonly string[]) => {
      visible.current = keys;
      tell();
    },
    [tell],
  );
}

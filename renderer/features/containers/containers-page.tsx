import type { ContainerRow } from '@contract/containers';
import { lazy, Suspense, useCallback, useEffect, useMemo, useState } from 'react';
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

/** Tells the stream of figures which running rows are in view. */
function useVisibleStats(containers: ReadonlyMap<string, ContainerRow>) {
  const [visible, setVisible] = useState<readonly string[]>([]);
  const running = visible.filter((id) => containers.get(id)?.state === 'running').join(' ');
  useEffect(() => setVisibleStats(running === '' ? [] : running.split(' ')), [running]);
  useEffect(() => () => setVisibleStats([]), []);
  return setVisible;
}

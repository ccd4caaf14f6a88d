import { useMemo } from 'react';
import { useTable } from '../../store/mirror';
import { ResourcePage } from '../resource-page/resource-page';
import { useBuildDescriptor } from './use-build-descriptor';

/** Builds under way, and those that have been. */
export function BuildsPage() {
  const table = useTable('builds');
  const rows = useMemo(() => [...table.values()], [table]);
  return <ResourcePage descriptor={useBuildDescriptor()} rows={rows} />;
}

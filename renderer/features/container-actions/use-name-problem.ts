import { containerName } from '@contract/ids';
import { useTranslation } from 'react-i18next';
import { useTable } from '../../store/mirror';

/** What is wrong with a name for a container, in words; null when it can be had. `own` may have it already. */
export function useNameProblem(name: string, own?: string): string | null {
  const { t } = useTranslation();
  const containers = useTable('containers');
  if (name === '') return null;
  if (!containerName.safeParse(name).success) return t('run:problem.name-invalid');
  const holder = [...containers.values()].find((row) => row.name === name && row.id !== own);
  if (!holder) return null;
  return t('run:problem.name-taken-state', { name, state: t(`run:state.${holder.state}`) });
}

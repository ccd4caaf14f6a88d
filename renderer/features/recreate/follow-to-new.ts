import { navigate } from 'wouter/use-hash-location';
import { useMirror } from '../../store/mirror';
import { useUi } from '../../store/ui';

/**
 * Waits until a replacement has put the new container in its place, then has everything that stood at the old one
 * stand at it: selection and focus of the list, and the page with its tab, also when the dialog has gone. Looks at
 * once with each change of the mirror, so that the list never draws the old row gone and nothing in its stead.
 */
export function followToNew(taskId: string, oldId: string): void {
  let wasSeen = false;
  const look = (): boolean => {
    const task = useMirror.getState().tables.tasks.get(taskId);
    wasSeen ||= task !== undefined;
    if (task?.result?.kind === 'recreate') {
      moveTo(oldId, task.result.id);
      return true;
    }
    return task ? task.state !== 'running' : wasSeen;
  };
  if (look()) return;
  const unsubscribe = useMirror.subscribe(() => {
    if (look()) unsubscribe();
  });
}

function moveTo(oldId: string, newId: string): void {
  useUi.getState().replace('containers', oldId, newId);
  const path = window.location.hash.slice(1);
  if (path.startsWith(`/containers/${oldId}`)) navigate(path.replace(oldId, newId), { replace: true });
}

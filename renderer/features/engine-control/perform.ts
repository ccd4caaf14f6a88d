import type { EngineAction } from '@contract/engine';
import { keepsContainers } from '@contract/engine-name';
import i18next from 'i18next';
import { call } from '../../lib/bridge';
import { asErrorData } from '../../lib/error-data';
import { useMirror } from '../../store/mirror';
import { openDialog } from '../../store/ui';
import { notifyError } from '../../ui/notify';
import { isRunning } from '../containers/container-states';

/** The containers that stop with the engine, by name. */
export function runningContainers() {
  const rows = [...useMirror.getState().tables.containers.values()];
  return rows.filter(isRunning).sort((a, b) => a.name.localeCompare(b.name));
}

/** The pages that tell why the engine is away, in more words than a toast has. */
const tellingPages = /^#?\/?(containers|images|volumes|networks|projects|engine)?$/;

/** Does it; a failure is told where the engine's state is shown, elsewhere in a toast. */
export function performEngine(action: EngineAction): void {
  call(`engine.${action}`, {}).catch((thrown: unknown) => {
    const error = asErrorData(thrown);
    const isTold = action !== 'stop' && tellingPages.test(window.location.hash);
    if (error.code !== 'cancelled' && !isTold)
      notifyError(i18next.t(`engine-control:failed.${action}`), error);
  });
}

/** Stops or restarts the engine; asks first when containers run. */
export function askEngine(action: 'stop' | 'restart'): void {
  const engine = useMirror.getState().tables.engine.get('current');
  const isUp = engine?.state === 'running' || engine?.state === 'unresponsive';
  const isHarmless = engine !== undefined && keepsContainers(engine.control, action);
  if (isUp && !isHarmless && runningContainers().length > 0) openDialog({ kind: 'engine', action });
  else performEngine(action);
}

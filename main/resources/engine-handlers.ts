import type { EngineAction } from '@contract/engine';
import type { CallName } from '@contract/index';
import { enginePath } from '../engine/path';
import type { ControlService } from '../engine/providers/control';
import type { DockerContext } from '../engine/providers/docker-context';
import type { Connection } from '../engine/types';
import type { CallHandlers } from '../ipc/types';
import { type InfoAnswer, toDetails, type VersionAnswer } from './engine-details';

/** The handlers of `engine.*`. */
export function engineHandlers({
  connection,
  control,
  context,
}: {
  connection: Connection;
  control: Pick<ControlService, 'perform' | 'cancel'>;
  context: DockerContext;
}): Pick<CallHandlers, Extract<CallName, `engine.${string}`>> {
  const perform = async (action: EngineAction) => {
    await control.perform(action);
    return null;
  };
  return {
    'engine.details': async () => {
      const client = connection.require();
      const [version, info] = await Promise.all([
        client.request<VersionAnswer>('GET', enginePath`/version`),
        client.request<InfoAnswer>('GET', enginePath`/info`),
      ]);
      return toDetails(version, info);
    },
    'engine.retry': () => {
      connection.retry();
      return null;
    },
    'engine.start': () => perform('start'),
    'engine.stop': () => perform('stop'),
    'engine.restart': () => perform('restart'),
    'engine.cancelStart': () => {
      control.cancel();
      return null;
    },
    'engine.context': () => context.exists(),
    'engine.setContext': async ({ present }) => {
      if (present) await context.create();
      else await context.remove();
      return null;
    },
  };
}

import type { containerCalls } from '@contract/containers';
import type { Cache } from '../cache/types';
import { enginePath } from '../engine/path';
import type { Connection, EngineClient } from '../engine/types';
import type { CallHandlers } from '../ipc/types';
import { bulk } from './bulk';
import { act, kill, remove, stopOrRestart } from './container-actions';
import type { Trash } from './copies/undo-delete';
import { portHolder } from './port-holder';
import { bindTest, probePorts } from './probe-ports';
import type { Protect } from './protection';
import { readEnvFile } from './read-env-file';
import { runContainer } from './run-container';
import { saveLogs } from './save-logs';

export interface ContainerDeps {
  connection: Connection;
  cache: Cache;
  protect: Protect;
  /** Keeps what is deleted, so that it can be made anew. */
  trash: Pick<Trash, 'look' | 'keep'>;
  /** Shows a save dialog; null when the user cancelled. */
  chooseFile(defaultName: string): Promise<string | null>;
  /** Shows an open dialog; null when the user cancelled. */
  openFile(): Promise<string | null>;
}

type Name = keyof typeof containerCalls;

/** The handlers of the calls on containers; those that change what one is are in `container-change-handlers`. */
export function containerHandlers({
  connection,
  cache,
  protect,
  trash,
  chooseFile,
  openFile,
}: ContainerDeps): Pick<CallHandlers, Name> {
  /** A handler that does one thing to each container, on the connection it was asked on. */
  const each =
    (one: (client: EngineClient, id: string) => Promise<void>) =>
    ({ epoch, ids }: { epoch: number; ids: string[] }) => {
      const client = connection.require(epoch);
      return bulk(ids, (id) => one(client, id));
    };

  return {
    'containers.start': each((client, id) => act(client, id, 'start')),
    'containers.stop': each((client, id) => stopOrRestart(client, id, 'stop')),
    'containers.restart': each((client, id) => stopOrRestart(client, id, 'restart')),
    'containers.pause': each((client, id) => act(client, id, 'pause')),
    'containers.resume': each((client, id) => act(client, id, 'unpause')),
    'containers.kill': ({ signal, ...target }) => each((client, id) => kill(client, id, signal))(target),
    'containers.remove': async ({ epoch, ids, force, volumes, typed = [] }) => {
      const client = connection.require(epoch);
      const engine = connection.row.endpoint.url;
      const known = await trash.look(client, ids);
      return bulk(ids, async (id) => {
        await protect(client, id, typed);
        await remove(client, id, { force, volumes });
        const old = known.get(id);
        if (old) trash.keep({ old, engine, volumes });
      });
    },
    'containers.inspect': ({ id }) =>
      connection.require().request<unknown>('GET', enginePath`/containers/${id}/json`),
    'containers.run': ({ epoch, form, start }) =>
      runContainer(connection.require(epoch), form, {
        start,
        apiVersion: connection.row.version?.negotiated,
      }),
    'containers.probePorts': ({ ports }) =>
      probePorts(
        ports,
        cache.rows('containers').values(),
        connection.row.endpoint.remote ? null : bindTest,
        portHolder,
      ),
    'containers.readEnvFile': async () => {
      const path = await openFile();
      return path === null ? null : readEnvFile(path);
    },
    'containers.saveLogs': async ({ id, timestamps }) => {
      const client = connection.require();
      const name = cache.get('containers', id)?.name ?? id.slice(0, 12);
      const path = await chooseFile(`${name}.log`);
      return path === null ? null : saveLogs(client, id, path, timestamps);
    },
  };
}

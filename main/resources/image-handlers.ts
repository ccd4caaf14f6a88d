import { LighterError } from '@contract/errors';
import type { HistoryEntry, ImageDefaults } from '@contract/images';
import { parseImageRef } from '../engine/image-ref';
import { enginePath } from '../engine/path';
import type { Connection, EngineClient } from '../engine/types';
import type { CallHandlers } from '../ipc/types';
import type { WithWait } from '../registries/limits';
import type { RegistryAuth } from '../tasks/pull';
import { bulk } from './bulk';
import { checkUpdate } from './check-update';
import { send } from './container-actions';
import { imageUsage } from './image-usage';

type Name = `images.${'remove' | 'inspect' | 'defaults' | 'history' | 'tag' | 'usage' | 'checkUpdate'}`;

/** Deleting a large image takes its time, ms. */
const removeTimeout = 120_000;

/** The handlers of the `images.*` calls that answer at once. */
export function imageHandlers({
  connection,
  auth,
  withWait,
}: {
  connection: Connection;
  auth: RegistryAuth;
  withWait: WithWait;
}): Pick<CallHandlers, Name> {
  return {
    'images.tag': async ({ epoch, key, name }) => {
      const ref = parseImageRef(name);
      if (ref.digest !== null) {
        throw new LighterError({ code: 'invalid-input', message: 'A name with a digest cannot be given.' });
      }
      await send(connection.require(epoch), 'POST', enginePath`/images/${key}/tag`, {
        query: { repo: ref.name, tag: ref.tag ?? 'latest' },
      });
      return null;
    },
    'images.checkUpdate': ({ tag }) =>
      checkUpdate(connection.require(), tag, auth).catch(async (error: unknown) => {
        throw await withWait(tag, error);
      }),
    'images.usage': () => imageUsage(connection.require()),
    'images.remove': ({ epoch, keys, force }) => {
      const client = connection.require(epoch);
      return bulk(keys, (key) =>
        send(client, 'DELETE', enginePath`/images/${key}`, {
          query: { force: force ? 1 : 0 },
          timeoutMs: removeTimeout,
        }),
      );
    },
    'images.inspect': ({ key }) =>
      connection.require().request<unknown>('GET', enginePath`/images/${key}/json`),
    'images.defaults': async ({ key }) => {
      const found = await findImage(connection.require(), key);
      return found && toDefaults(found);
    },
    'images.history': async ({ id }) => {
      const list = await connection
        .require()
        .request<RawHistory[] | null>('GET', enginePath`/images/${id}/history`);
      return (list ?? []).map(toHistory);
    },
  };
}

interface RawImageDetails {
  Id: string;
  Config?: {
    ExposedPorts?: Record<string, unknown> | null;
    Cmd?: string[] | null;
    Entrypoint?: string[] | null;
    Env?: string[] | null;
    Volumes?: Record<string, unknown> | null;
  } | null;
}

interface RawHistory {
  Id?: string;
  /** Seconds since 1970. */
  Created?: number;
  CreatedBy?: string;
  Size?: number;
  Comment?: string;
  Tags?: string[] | null;
}

async function findImage(client: EngineClient, key: string): Promise<RawImageDetails | null> {
  try {
    return await client.request<RawImageDetails>('GET', enginePath`/images/${key}/json`);
  } catch (error) {
    if (error instanceof LighterError && error.code === 'not-found') return null;
    throw error;
  }
}

/** What `GET /images/{name}/json` says about how the image wants to be run. */
export function toDefaults({ Id, Config }: RawImageDetails): ImageDefaults {
  return {
    id: Id,
    ports: Object.keys(Config?.ExposedPorts ?? {})
      .flatMap(toPort)
      .sort((a, b) => a.containerPort - b.containerPort || a.protocol.localeCompare(b.protocol)),
    command: Config?.Cmd ?? [],
    entrypoint: Config?.Entrypoint ?? [],
    env: Config?.Env ?? [],
    volumes: Object.keys(Config?.Volumes ?? {}).sort(),
  };
}

/** `80/tcp`, or `80` in old images; nothing for what is no port. */
function toPort(text: string): ImageDefaults['ports'] {
  const match = /^(\d{1,5})(?:\/(tcp|udp|sctp))?$/.exec(text.toLowerCase());
  const containerPort = Number(match?.[1]);
  if (!match || containerPort < 1 || containerPort > 65_535) return [];
  return [{ containerPort, protocol: (match[2] ?? 'tcp') as 'tcp' | 'udp' | 'sctp' }];
}

function toHistory(raw: RawHistory): HistoryEntry {
  return {
    id: raw.Id ?? '<missing>',
    createdAt: (raw.Created ?? 0) * 1000,
    createdBy: raw.CreatedBy ?? '',
    size: raw.Size ?? 0,
    comment: raw.Comment ?? '',
    tags: raw.Tags ?? [],
  };
}

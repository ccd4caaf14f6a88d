import type { CopyToPlan } from '@contract/copy-to';
import { engineName } from '@contract/engine-name';
import { LighterError } from '@contract/errors';
import type { Dialled } from '../../engine/dial-engine';
import { enginePath } from '../../engine/path';
import type { EngineClient, EnginePath } from '../../engine/types';
import { copyNames } from '../copies/duplicate';
import { findImage } from '../recreate/plan';
import type { RawContainer, RawMount } from '../recreate/raw';
import { inspect } from '../recreate/wait-well';

interface ListedContainer {
  Names?: string[] | null;
  State?: string;
  Ports?: { PublicPort?: number }[] | null;
}

/** Networks every engine has. */
const builtIn = new Set(['bridge', 'host', 'none', 'default', 'nat']);

/** Whether there is something at that path. Throws what is no 404. */
export async function exists(client: EngineClient, path: EnginePath): Promise<boolean> {
  try {
    await client.request('GET', path);
    return true;
  } catch (error) {
    if (error instanceof LighterError && error.code === 'not-found') return false;
    throw error;
  }
}

/** The volumes that a container has, by name. Pure. */
export function volumesOf({ Mounts }: RawContainer): (RawMount & { Name: string; Destination: string })[] {
  return (Mounts ?? []).flatMap((mount) => {
    const { Type, Name, Destination } = mount;
    return Type === 'volume' && Name && Destination ? [{ ...mount, Name, Destination }] : [];
  });
}

/** Those of its networks that are not every engine's. Pure. */
export const ownNetworksOf = ({ NetworkSettings }: RawContainer) =>
  Object.keys(NetworkSettings?.Networks ?? {}).filter((name) => !builtIn.has(name));

/** What copying it meets on the other engine. */
export async function planCopyTo(source: EngineClient, target: Dialled, id: string): Promise<CopyToPlan> {
  const old = await inspect(source, id);
  const there = await target.client.request<ListedContainer[] | null>('GET', enginePath`/containers/json`, {
    query: { all: 1 },
  });
  const own = old.Name.replace(/^\//, '');
  const names = new Set(
    (there ?? []).flatMap(({ Names }) => (Names ?? []).map((one) => one.replace(/^\//, ''))),
  );
  const image = await findImage(source, old.Image);
  const { client, endpoint } = target;
  return {
    refused: refusal(old),
    engine: { name: engineName(endpoint), host: endpoint.host, remote: endpoint.remote },
    name: names.has(own) ? (copyNames(own, names, 1)[0] ?? own) : own,
    nameTaken: names.has(own),
    image: {
      name: old.Config.Image ?? old.Image,
      isThere: (await findImage(client, old.Image)) !== null,
      bytes: Number(image?.Size ?? 0),
    },
    volumes: await Promise.all(
      volumesOf(old).map(async ({ Name, Destination }) => ({
        name: Name,
        target: Destination,
        exists: await exists(client, enginePath`/volumes/${Name}`),
      })),
    ),
    networks: await Promise.all(
      ownNetworksOf(old).map(async (name) => ({
        name,
        exists: await exists(client, enginePath`/networks/${name}`),
      })),
    ),
    binds: (old.Mounts ?? []).flatMap(({ Type, Source }) => (Type === 'bind' ? [String(Source)] : [])).sort(),
    ports: takenPorts(old, there ?? []),
  };
}

function refusal({ HostConfig, State }: RawContainer): CopyToPlan['refused'] {
  if (State.Status === 'removing' || State.Status === 'dead') return 'removing';
  return HostConfig.NetworkMode?.startsWith('container:') ? 'container-network' : null;
}

function takenPorts(old: RawContainer, there: readonly ListedContainer[]): CopyToPlan['ports'] {
  const wanted = Object.values(old.HostConfig.PortBindings ?? {}).flatMap((bindings) =>
    (bindings ?? []).map(({ HostPort }) => Number(HostPort)).filter((port) => port > 0),
  );
  return [...new Set(wanted)].flatMap((port) => {
    const holder = there.find(
      ({ State, Ports }) =>
        State === 'running' && (Ports ?? []).some(({ PublicPort }) => PublicPort === port),
    );
    return holder ? [{ port, container: (holder.Names?.[0] ?? '').replace(/^\//, '') }] : [];
  });
}

import { Readable } from 'node:stream';
import { LighterError } from '@contract/errors';
import type { TaskStep } from '@contract/tasks';
import { cancelledError } from '../../engine/deadline';
import type { Dialled } from '../../engine/dial-engine';
import { toLighterError } from '../../engine/errors';
import { readJsonLines } from '../../engine/ndjson';
import { enginePath } from '../../engine/path';
import { errorWords } from '../../engine/pull-progress';
import type { EngineClient } from '../../engine/types';
import type { TaskUpdate } from '../../tasks/tasks';
import { act, remove, send } from '../container-actions';
import { specOf } from '../recreate/body';
import { findImage } from '../recreate/plan';
import type { Json, RawContainer } from '../recreate/raw';
import { connect, create } from '../recreate/recreate';
import { inspect } from '../recreate/wait-well';
import { exists, ownNetworksOf, volumesOf } from './plan';

export interface CopyToOptions {
  source: EngineClient;
  target: Dialled;
  id: string;
  name: string;
  /** The volumes' content too. */
  volumes: boolean;
  start: boolean;
  signal: AbortSignal;
  update(change: TaskUpdate): void;
}

type Undo = () => Promise<unknown>;

/** Collecting layers, or a slow line: streams take the time they take, ms. */
const noLimit = Number.POSITIVE_INFINITY;

/**
 * Copies a container to another engine: its image (streamed, unless it is there), the networks and volumes it
 * needs, on request the volumes' content, and its configuration. The source is only read. What was made on the
 * target is taken away again when anything fails or the signal is aborted. Gives the new container's id.
 */
export async function copyTo(options: CopyToOptions): Promise<string> {
  const { source, target, id, name, signal, update } = options;
  const undo: Undo[] = [];
  const step = (what: TaskStep) => {
    if (signal.aborted) throw cancelledError();
    update({ step: what, progress: null });
  };
  try {
    const old = await inspect(source, id);
    step('image');
    const image = await bringImage(options, old, undo);
    step('volumes');
    for (const network of ownNetworksOf(old)) await bringNetwork(source, target.client, old, network, undo);
    for (const volume of volumesOf(old)) await bringVolume(options, image, volume, undo);
    step('create');
    const spec = specOf(old, (await findImage(source, old.Image))?.Config ?? null, target.api);
    spec.body.Image = image;
    const made = await create(target.client, name, spec);
    undo.push(() => remove(target.client, made, { force: true, volumes: true }));
    for (const { network, endpoint } of spec.networks) await connect(target.client, network, made, endpoint);
    if (options.start) {
      step('start');
      await act(target.client, made, 'start');
    }
    if (signal.aborted) throw cancelledError();
    return made;
  } catch (error) {
    update({ step: 'back-copy', progress: null });
    throw await takeBack(toLighterError(error), undo.reverse());
  }
}

async function takeBack(cause: LighterError, undo: readonly Undo[]): Promise<LighterError> {
  const failures: string[] = [];
  for (const one of undo) {
    try {
      await one();
    } catch (error) {
      failures.push(toLighterError(error).message);
    }
  }
  if (failures.length === 0) return cause;
  const message = `${cause.message} Not all that was made could be taken away: ${failures.join('; ')}`;
  return new LighterError({ code: 'internal', message, detail: cause.detail });
}

/** The image on the target, by the name it has there: by id, and with its tag where that is free. */
async function bringImage(options: CopyToOptions, old: RawContainer, undo: Undo[]): Promise<string> {
  const { source, target } = options;
  const tag = old.Config.Image ?? '';
  const isTag = tag !== '' && !tag.startsWith('sha256:') && !tag.includes('@');
  if (!(await findImage(target.client, old.Image))) {
    const size = Number((await findImage(source, old.Image))?.Size ?? 0);
    await streamImage(options, old.Image, size, undo);
  }
  if (!isTag) return old.Image;
  const there = await findImage(target.client, tag);
  if (there) return there.Id === old.Image ? tag : old.Image;
  const here = await findImage(source, tag);
  if (here?.Id !== old.Image) return old.Image;
  const at = tag.lastIndexOf(':');
  const hasTag = at > tag.lastIndexOf('/');
  await send(target.client, 'POST', enginePath`/images/${old.Image}/tag`, {
    query: { repo: hasTag ? tag.slice(0, at) : tag, tag: hasTag ? tag.slice(at + 1) : 'latest' },
  });
  undo.push(() => send(target.client, 'DELETE', enginePath`/images/${tag}`, { query: { noprune: 1 } }));
  return tag;
}

/** `GET /images/{id}/get` of one engine into `POST /images/load` of the other, as fast as the slower one takes it. */
async function streamImage(
  { source, target, signal, update }: CopyToOptions,
  id: string,
  total: number,
  undo: Undo[],
): Promise<void> {
  const archive = await source.open('GET', enginePath`/images/${id}/get`, { signal, timeoutMs: noLimit });
  const upload = counted(archive, (current) =>
    update({ progress: { current, total: Math.max(total, current) } }),
  );
  try {
    const answer = await target.client.open('POST', enginePath`/images/load`, {
      ...{ upload, signal },
      timeoutMs: noLimit,
    });
    for await (const message of readJsonLines(answer)) {
      const words = errorWords(message);
      if (words !== null) throw new LighterError({ code: 'internal', message: words });
    }
  } finally {
    upload.destroy();
    archive.destroy();
    // Also where it broke off at the very end, when the image may be there.
    undo.push(async () => {
      if (await findImage(target.client, id))
        await send(target.client, 'DELETE', enginePath`/images/${id}`, { query: { force: 1 } });
    });
  }
  if (!(await findImage(target.client, id)))
    throw new LighterError({ code: 'internal', message: 'The other engine did not take the image.' });
}

function counted(source: Readable, tell: (bytes: number) => void): Readable {
  async function* pass(): AsyncGenerator<Buffer, void, void> {
    let bytes = 0;
    for await (const chunk of source) {
      bytes += chunk.length;
      tell(bytes);
      yield chunk;
    }
  }
  return Readable.from(pass(), { objectMode: false });
}

/** A network of the same kind; with the same addresses only where the container has one of its own. */
async function bringNetwork(
  source: EngineClient,
  target: EngineClient,
  old: RawContainer,
  name: string,
  undo: Undo[],
): Promise<void> {
  if (await exists(target, enginePath`/networks/${name}`)) return;
  const given = await source.request<Json>('GET', enginePath`/networks/${name}`);
  const own = old.NetworkSettings?.Networks?.[name]?.IPAMConfig;
  const made = await target.request<{ Id: string }>('POST', enginePath`/networks/create`, {
    body: {
      Name: name,
      CheckDuplicate: true,
      ...pick(given, ['Driver', 'Internal', 'Attachable', 'EnableIPv6', 'Options', 'Labels']),
      ...(own && Object.keys(own).length > 0 && pick(given, ['IPAM'])),
    },
  });
  undo.push(() => target.request('DELETE', enginePath`/networks/${made.Id}`));
}

/** A volume of the same name; with its content where that was asked for. */
async function bringVolume(
  { source, target: { client }, id, volumes, signal, update }: CopyToOptions,
  image: string,
  { Name, Destination }: { Name: string; Destination: string },
  undo: Undo[],
): Promise<void> {
  if (signal.aborted) throw cancelledError();
  if (await exists(client, enginePath`/volumes/${Name}`)) {
    if (!volumes) return;
    throw new LighterError({ code: 'conflict', message: `The other engine has a volume ${Name} already.` });
  }
  const given = await source.request<Json>('GET', enginePath`/volumes/${Name}`);
  const body = { Name, ...pick(given, ['Driver', 'Labels']), DriverOpts: given.Options ?? {} };
  await client.request('POST', enginePath`/volumes/create`, { body });
  undo.push(() => client.request('DELETE', enginePath`/volumes/${Name}`, { query: { force: 1 } }));
  if (!volumes) return;
  // A container that never runs: the archive is unpacked into what is mounted in it.
  const helper = await client.request<{ Id: string }>('POST', enginePath`/containers/create`, {
    body: {
      Image: image,
      Entrypoint: ['/never-run'],
      HostConfig: {
        Mounts: [{ Type: 'volume', Source: Name, Target: '/lighter-copy', VolumeOptions: { NoCopy: true } }],
      },
    },
  });
  try {
    const archive = await source.open('GET', enginePath`/containers/${id}/archive`, {
      query: { path: `${Destination}/.` },
      signal,
      timeoutMs: noLimit,
    });
    const upload = counted(archive, (current) => update({ progress: { current, total: 0 } }));
    try {
      const answer = await client.open('PUT', enginePath`/containers/${helper.Id}/archive`, {
        query: { path: '/lighter-copy' },
        ...{ upload, signal },
        timeoutMs: noLimit,
      });
      answer.resume();
    } finally {
      upload.destroy();
      archive.destroy();
    }
  } finally {
    await remove(client, helper.Id, { force: true, volumes: true });
  }
}

function pick(given: Json, keys: readonly string[]): Json {
  return Object.fromEntries(keys.flatMap((key) => (given[key] == null ? [] : [[key, given[key]]])));
}

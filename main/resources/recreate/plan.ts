import { LighterError } from '@contract/errors';
import type { ContainerEdit, RecreatePlan, RecreateRefusal } from '@contract/recreate';
import type { RunForm } from '@contract/run-form';
import { enginePath } from '../../engine/path';
import type { EngineClient } from '../../engine/types';
import { type CreateSpec, specOf } from './body';
import { differences, merged, optionDifferences } from './difference';
import { edited } from './edit';
import type { RawConfig, RawContainer, RawImage } from './raw';
import { inspect } from './wait-well';

/** All that replacing a container by another one rests on. */
export interface Prepared {
  old: RawContainer;
  /** Null: not on the engine. */
  image: RawImage | null;
  oldImage: RawConfig | null;
  spec: CreateSpec;
  refused: RecreateRefusal | null;
  /** What a person has changed beside the image. */
  edit?: ContainerEdit;
}

/** An image by name or id; null: not on the engine. */
export async function findImage(client: EngineClient, key: string): Promise<RawImage | null> {
  try {
    return await client.request<RawImage>('GET', enginePath`/images/${key}/json`);
  } catch (error) {
    if (error instanceof LighterError && error.code === 'not-found') return null;
    throw error;
  }
}

/** Reads the container, its image and the wanted one. Throws `not-found` when the container is gone. */
export async function prepare(
  client: EngineClient,
  api: string,
  id: string,
  { image, edit }: { image: string; edit?: ContainerEdit },
): Promise<Prepared> {
  const [old, wanted] = await Promise.all([inspect(client, id), findImage(client, image)]);
  const before = await findImage(client, old.Image);
  const oldImage = before ? (before.Config ?? {}) : null;
  const asItIs = specOf(old, oldImage, api);
  const spec = edit ? edited(asItIs, edit, api) : asItIs;
  spec.body.Image = image;
  return { old, image: wanted, oldImage, spec, refused: refusal(old), ...(edit && { edit }) };
}

/** Why a container cannot be replaced. Pure. */
function refusal({ HostConfig, Config, State }: RawContainer): RecreateRefusal | null {
  if (State.Status === 'removing' || State.Status === 'dead') return 'removing';
  if (Config.Labels?.['com.docker.swarm.task.id']) return 'swarm';
  return HostConfig.AutoRemove && State.Running ? 'auto-remove' : null;
}

/** What would change and what comes along. */
export async function planOf(client: EngineClient, prepared: Prepared): Promise<RecreatePlan> {
  const { old, image, spec } = prepared;
  const next = image && merged(spec.body, image.Config ?? {});
  const test = next?.Healthcheck?.Test;
  return {
    refused: prepared.refused,
    needsPull: image === null,
    oldImageGone: prepared.oldImage === null,
    differences: [
      ...differences(old, spec.body, image?.Config ?? (image ? {} : null), {
        before: titled(old.Config.Image ?? '', old.Image),
        after: titled(spec.body.Image ?? '', image?.Id),
      }),
      ...(prepared.edit ? optionDifferences(prepared.edit, image !== null) : []),
    ],
    // The engine tells mounts in another order each time.
    volumes: (old.Mounts ?? [])
      .flatMap(({ Type, Name, Destination }) =>
        Type === 'volume' && Name && Destination && comesAlong(spec, Name)
          ? [{ name: Name, target: Destination }]
          : [],
      )
      .sort((a, b) => a.target.localeCompare(b.target)),
    networks: Object.keys(old.NetworkSettings?.Networks ?? {}).filter((name) => stays(prepared, name)),
    connects: spec.networks.length > 0,
    dependants: await dependantsOf(client, old),
    starts: old.State.Running === true,
    hasHealthCheck: Array.isArray(test) && test.length > 0 && test[0] !== 'NONE',
  };
}

/** Whether the new container has this volume. */
function comesAlong({ body: { HostConfig } }: CreateSpec, volume: string): boolean {
  return (
    (HostConfig.Binds ?? []).some((bind) => bind.startsWith(`${volume}:`)) ||
    (HostConfig.Mounts ?? []).some(({ Source }) => Source === volume)
  );
}

/** Whether nobody has taken the container off this network. */
function stays({ edit }: Prepared, network: string): boolean {
  const has = (form: RunForm) =>
    (form.networks ?? [{ name: 'bridge' }]).some(({ name }) => name === network || name === 'default');
  return !edit || !has(edit.from) || has(edit.to);
}

/** `nginx:1.27 (3f2a91c0d4e5)`: a tag may have moved to another image. */
function titled(reference: string, id: string | undefined): string {
  const short = id?.replace(/^sha256:/, '').slice(0, 12);
  if (!short || reference.includes(short)) return reference;
  return `${reference} (${short})`;
}

/** The containers that live in this one's network. */
async function dependantsOf(client: EngineClient, { Id }: RawContainer): Promise<string[]> {
  const all = await client.request<{ Names?: string[]; HostConfig?: { NetworkMode?: string } }[] | null>(
    'GET',
    enginePath`/containers/json`,
    { query: { all: 1 } },
  );
  return (all ?? [])
    .filter(({ HostConfig }) => HostConfig?.NetworkMode === `container:${Id}`)
    .map(({ Names }) => (Names?.[0] ?? '').replace(/^\//, ''));
}

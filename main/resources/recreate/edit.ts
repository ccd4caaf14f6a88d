import type { ContainerEdit } from '@contract/recreate';
import { type CreateBody, createBody, laterEndpoints, takesOneNetwork } from '../run-body';
import { type CreateSpec, targetOf } from './body';
import { nameOf } from './difference';
import { type Json, type RawBody, type RawHostConfig, sameJson } from './raw';

/**
 * The request that makes the container as a person has changed it. Only what differs between the form as it was read
 * and the form as it is now is put into `spec`: whatever the form cannot say stays as the engine had it. Throws
 * `invalid-input` for what the Docker CLI itself would refuse. Pure.
 */
export function edited(spec: CreateSpec, { from, to }: ContainerEdit, api: string): CreateSpec {
  const options = { detached: true, apiVersion: api };
  const [before, after] = [createBody(from, options), createBody(to, options)];
  const body: RawBody = { ...spec.body, HostConfig: { ...spec.body.HostConfig } };

  for (const key of changedKeys(before, after, elsewhere)) setOrDelete(body, key, after[key]);
  for (const key of changedKeys(before.HostConfig, after.HostConfig, storage))
    setOrDelete(body.HostConfig, key, after.HostConfig[key]);
  body.Env = withEntries(body.Env, before.Env, after.Env);
  for (const key of ['Labels', 'ExposedPorts'] as const)
    body[key] = withKeys(body[key], before[key], after[key]) as Record<string, string>;
  body.HostConfig.PortBindings = withKeys(
    spec.body.HostConfig.PortBindings,
    before.HostConfig.PortBindings,
    after.HostConfig.PortBindings,
  );
  changeStorage(body, before, after);

  const endpoints = (form: typeof from, { HostConfig, NetworkingConfig }: typeof before) => [
    HostConfig.NetworkMode,
    NetworkingConfig,
    laterEndpoints(form),
  ];
  const keepsNetworks = sameJson(endpoints(from, before), endpoints(to, after));
  if (!keepsNetworks) body.NetworkingConfig = after.NetworkingConfig as RawBody['NetworkingConfig'];
  return {
    ...spec,
    body,
    ...(!keepsNetworks && {
      networks: takesOneNetwork(api)
        ? laterEndpoints(to).map(([network, endpoint]) => ({ network, endpoint }))
        : [],
    }),
    ...(to.name !== undefined && to.name !== from.name && { name: to.name }),
    ...(to.platform !== undefined && { platform: to.platform }),
  };
}

/** Parts of the body that are taken care of by themselves. */
const elsewhere = new Set([
  'Env',
  'ExposedPorts',
  'HostConfig',
  'Image',
  'Labels',
  'NetworkingConfig',
  'Volumes',
]);
const storage = new Set(['Binds', 'Mounts', 'PortBindings', 'Tmpfs']);

function changedKeys(before: Json, after: Json, except: ReadonlySet<string>): string[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (key) => !except.has(key) && !sameJson(before[key], after[key]),
  );
}

function setOrDelete(target: Json, key: string, value: unknown): void {
  if (value === undefined || value === null) delete target[key];
  else target[key] = value;
}

/** `NAME=value` lines: those that were taken away go, those that are new or other are set. */
function withEntries(given: string[] | null | undefined, before: unknown, after: unknown): string[] {
  const table = (list: unknown) => new Map(((list ?? []) as string[]).map((line) => [nameOf(line), line]));
  const [was, is] = [table(before), table(after)];
  const kept = (given ?? []).filter((line) => !was.has(nameOf(line)) || is.has(nameOf(line)));
  const result = table(kept);
  for (const [name, line] of is) if (was.get(name) !== line) result.set(name, line);
  return [...result.values()];
}

function withKeys<T>(given: Record<string, T> | null | undefined, before: unknown, after: unknown) {
  const [was, is] = [(before ?? {}) as Record<string, T>, (after ?? {}) as Record<string, T>];
  const result: Record<string, T> = { ...given };
  for (const key of Object.keys(was)) if (!(key in is)) delete result[key];
  for (const [key, value] of Object.entries(is)) if (!sameJson(was[key], value)) result[key] = value;
  return result;
}

/** Everything that is mounted somewhere, by its place in the container. */
type Mounted = Map<string, { kind: 'bind' | 'mount' | 'tmpfs' | 'volume'; value: unknown }>;

function mountedIn({ HostConfig, Volumes }: CreateBody): Mounted {
  const host: RawHostConfig = HostConfig;
  const mounted: Mounted = new Map();
  for (const path of Object.keys((Volumes ?? {}) as Json)) mounted.set(path, { kind: 'volume', value: {} });
  for (const bind of host.Binds ?? []) mounted.set(targetOf(bind), { kind: 'bind', value: bind });
  for (const mount of host.Mounts ?? []) mounted.set(String(mount.Target), { kind: 'mount', value: mount });
  for (const [path, value] of Object.entries(host.Tmpfs ?? {})) mounted.set(path, { kind: 'tmpfs', value });
  return mounted;
}

/** Volumes that nobody touched keep the names the engine gave them. */
function changeStorage(body: RawBody, before: CreateBody, after: CreateBody): void {
  const [was, is] = [mountedIn(before), mountedIn(after)];
  const changed = new Set(
    [...was.keys(), ...is.keys()].filter((path) => !sameJson(was.get(path), is.get(path))),
  );
  if (changed.size === 0) return;
  const host = body.HostConfig;
  const binds = (host.Binds ?? []).filter((bind) => !changed.has(targetOf(bind)));
  const mounts = (host.Mounts ?? []).filter(({ Target }) => !changed.has(String(Target)));
  const tmpfs = Object.fromEntries(Object.entries(host.Tmpfs ?? {}).filter(([path]) => !changed.has(path)));
  const volumes: Json = {};
  for (const path of changed) {
    const wanted = is.get(path);
    if (wanted?.kind === 'bind') binds.push(wanted.value as string);
    else if (wanted?.kind === 'mount') mounts.push(wanted.value as Json);
    else if (wanted?.kind === 'tmpfs') tmpfs[path] = wanted.value as string;
    else if (wanted) volumes[path] = {};
  }
  setOrDelete(host, 'Binds', binds.length > 0 ? binds : undefined);
  setOrDelete(host, 'Mounts', mounts.length > 0 ? mounts : undefined);
  setOrDelete(host, 'Tmpfs', Object.keys(tmpfs).length > 0 ? tmpfs : undefined);
  setOrDelete(body, 'Volumes', Object.keys(volumes).length > 0 ? volumes : undefined);
}

import type { MountOption, Pair } from '../run-form';
import { cut, joinCsv, splitCsv } from './csv';
import { parseBytes } from './quantities';

const types = ['bind', 'volume', 'tmpfs', 'image', 'npipe', 'cluster'] as const;
const recursions = ['enabled', 'disabled', 'writable', 'readonly'] as const;
const oneOf = <T extends string>(words: readonly T[], word: string): T | null =>
  words.find((candidate) => candidate === word) ?? null;

/** `--mount`'s value; null when the CLI would refuse it. */
export function parseMount(text: string): MountOption | null {
  const fields = splitCsv(text.trim());
  if (!fields) return null;
  const mount: MountOption = { type: 'volume', target: '' };
  for (const field of fields) {
    const [key, value] = cut(field);
    if (!take(mount, key.toLowerCase(), value)) return null;
  }
  if (mount.target === '' || (mount.type === 'bind' && !mount.source)) return null;
  return mount;
}

function take(mount: MountOption, key: string, value: string | undefined): boolean {
  switch (key) {
    case 'readonly':
    case 'ro':
      return flag(value, (on) => {
        if (on) mount.readOnly = true;
      });
    case 'volume-nocopy':
      return flag(value, (on) => {
        if (on) mount.noCopy = true;
      });
    case 'bind-nonrecursive':
      return flag(value, (on) => {
        if (on) mount.recursive = 'disabled';
      });
  }
  if (value === undefined) return false;
  switch (key) {
    case 'type': {
      const type = oneOf(types, value.toLowerCase());
      if (type) mount.type = type;
      return type !== null;
    }
    case 'source':
    case 'src':
      mount.source = value;
      return value !== '';
    case 'target':
    case 'dst':
    case 'destination':
      mount.target = value;
      return true;
    case 'consistency':
      mount.consistency = value.toLowerCase();
      return true;
    case 'bind-propagation':
      mount.propagation = value.toLowerCase();
      return true;
    case 'bind-recursive': {
      const recursive = oneOf(recursions, value);
      if (recursive && recursive !== 'enabled') mount.recursive = recursive;
      return recursive !== null;
    }
    case 'volume-subpath':
    case 'image-subpath':
      mount.subpath = value;
      return true;
    case 'volume-driver':
      mount.driver = value;
      return true;
    case 'volume-opt':
      mount.driverOptions = [...(mount.driverOptions ?? []), pair(value)];
      return true;
    case 'volume-label':
      mount.labels = [...(mount.labels ?? []), pair(value)];
      return true;
    case 'tmpfs-size': {
      const size = parseBytes(value);
      if (size !== null) mount.size = size;
      return size !== null;
    }
    case 'tmpfs-mode':
      mount.mode = Number.parseInt(value, 8);
      return /^[0-7]{1,5}$/.test(value);
    default:
      return false;
  }
}

function flag(value: string | undefined, take: (on: boolean) => void): boolean {
  if (value === undefined || /^(1|t|true)$/i.test(value)) take(true);
  else if (/^(0|f|false)$/i.test(value)) take(false);
  else return false;
  return true;
}

function pair(text: string): Pair {
  const [name, value = ''] = cut(text);
  return { name, value };
}

/** `--mount`'s value. */
export function printMount(mount: MountOption): string {
  const subpath = mount.type === 'image' ? 'image-subpath' : 'volume-subpath';
  const said: [string, string | undefined][] = [
    ['type', mount.type],
    ['src', mount.source],
    ['dst', mount.target],
    ['consistency', mount.consistency],
    ['bind-propagation', mount.propagation],
    ['bind-recursive', mount.recursive],
    [subpath, mount.subpath],
    ['volume-driver', mount.driver],
    ...pairsOf('volume-opt', mount.driverOptions),
    ...pairsOf('volume-label', mount.labels),
    ['tmpfs-size', mount.size?.toString()],
    ['tmpfs-mode', mount.mode?.toString(8).padStart(4, '0')],
  ];
  const fields = said.flatMap(([key, value]) => (value === undefined ? [] : [`${key}=${value}`]));
  if (mount.readOnly) fields.push('readonly');
  if (mount.noCopy) fields.push('volume-nocopy');
  return joinCsv(fields);
}

const pairsOf = (key: string, pairs: readonly Pair[] = []): [string, string][] =>
  pairs.map(({ name, value }) => [key, `${name}=${value}`]);

/** A mount as the engine takes and tells it. */
export interface EngineMount {
  Type: string;
  Source?: string;
  Target: string;
  ReadOnly?: boolean;
  Consistency?: string;
  BindOptions?: {
    Propagation?: string;
    NonRecursive?: boolean;
    ReadOnlyNonRecursive?: boolean;
    ReadOnlyForceRecursive?: boolean;
    CreateMountpoint?: boolean;
  };
  VolumeOptions?: {
    NoCopy?: boolean;
    Subpath?: string;
    Labels?: Record<string, string>;
    DriverConfig?: { Name?: string; Options?: Record<string, string> };
  };
  ImageOptions?: { Subpath?: string };
  TmpfsOptions?: { SizeBytes?: number; Mode?: number };
}

/** The mount as the engine's `HostConfig.Mounts` take it. */
export function engineMount(mount: MountOption): EngineMount {
  const { type, source, target, readOnly, consistency } = mount;
  const bind = bindOptions(mount);
  const volume = volumeOptions(mount);
  const tmpfs = {
    ...(mount.size !== undefined && { SizeBytes: mount.size }),
    ...(mount.mode !== undefined && { Mode: mount.mode }),
  };
  const has = (options: object) => Object.keys(options).length > 0;
  return {
    Type: type,
    ...(source !== undefined && { Source: source }),
    Target: target,
    ...(readOnly && { ReadOnly: true }),
    ...(consistency !== undefined && { Consistency: consistency }),
    ...(type === 'bind' && has(bind) && { BindOptions: bind }),
    ...(type === 'volume' && has(volume) && { VolumeOptions: volume }),
    ...(type === 'image' && mount.subpath !== undefined && { ImageOptions: { Subpath: mount.subpath } }),
    ...(type === 'tmpfs' && has(tmpfs) && { TmpfsOptions: tmpfs }),
  };
}

function bindOptions({ propagation, recursive }: MountOption): NonNullable<EngineMount['BindOptions']> {
  return {
    ...(propagation !== undefined && { Propagation: propagation }),
    ...(recursive === 'disabled' && { NonRecursive: true }),
    ...(recursive === 'writable' && { ReadOnlyNonRecursive: true }),
    ...(recursive === 'readonly' && { ReadOnlyForceRecursive: true }),
  };
}

function volumeOptions(mount: MountOption): NonNullable<EngineMount['VolumeOptions']> {
  const { driver, driverOptions = [] } = mount;
  const said =
    mount.noCopy || mount.subpath !== undefined || mount.labels || driver || driverOptions.length > 0;
  if (!said) return {};
  return {
    ...(mount.noCopy && { NoCopy: true }),
    ...(mount.subpath !== undefined && { Subpath: mount.subpath }),
    ...(mount.labels && { Labels: record(mount.labels) }),
    // The CLI sends it with the first of these options, empty or not.
    DriverConfig: {
      ...(driver && { Name: driver }),
      ...(driverOptions.length > 0 && { Options: record(driverOptions) }),
    },
  };
}

/** A list of pairs as the engine's maps have it; of two with one name the last one counts. */
export const record = (pairs: readonly Pair[]): Record<string, string> =>
  Object.fromEntries(pairs.map(({ name, value }) => [name, value]));

/** The pairs of one of the engine's maps. */
export const pairsIn = (map: Record<string, unknown>): Pair[] =>
  Object.entries(map).map(([name, value]) => ({ name, value: String(value) }));

/** A mount of a container's `HostConfig.Mounts`; null when its kind is unknown. */
export function readMount(raw: EngineMount): MountOption | null {
  const type = oneOf(types, raw.Type);
  if (!type || !raw.Target) return null;
  const { BindOptions: bind, VolumeOptions: volume, TmpfsOptions: tmpfs } = raw;
  const subpath = volume?.Subpath || raw.ImageOptions?.Subpath;
  const recursive = bind?.NonRecursive
    ? 'disabled'
    : bind?.ReadOnlyNonRecursive
      ? 'writable'
      : bind?.ReadOnlyForceRecursive
        ? 'readonly'
        : undefined;
  const { Name: driver, Options: options } = volume?.DriverConfig ?? {};
  return {
    type,
    ...(raw.Source && { source: raw.Source }),
    target: raw.Target,
    ...(raw.ReadOnly && { readOnly: true }),
    ...(raw.Consistency && { consistency: raw.Consistency }),
    ...(bind?.Propagation && { propagation: bind.Propagation }),
    ...(recursive && { recursive }),
    ...(volume?.NoCopy && { noCopy: true }),
    ...(subpath && { subpath }),
    ...(driver && { driver }),
    ...(options && { driverOptions: pairsIn(options) }),
    ...(volume?.Labels && { labels: pairsIn(volume.Labels) }),
    ...(tmpfs?.SizeBytes && { size: tmpfs.SizeBytes }),
    ...(tmpfs?.Mode && { mode: tmpfs.Mode }),
  };
}

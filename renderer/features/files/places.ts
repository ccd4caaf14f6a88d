import { isWithin } from './paths';

/** Something that lies over a part of the container's own files. */
export interface Mount {
  kind: 'volume' | 'bind' | 'memory' | 'other';
  /** The volume's name or the host's path. */
  source: string;
  path: string;
  readOnly: boolean;
}

export interface Places {
  mounts: Mount[];
  rootReadOnly: boolean;
}

type Json = Record<string, unknown>;
const object = (value: unknown): Json => (typeof value === 'object' && value !== null ? (value as Json) : {});
const text = (value: unknown) => (typeof value === 'string' ? value : '');

/** What the engine's inspection says of where a container's files lie. Tolerant. */
export function readPlaces(json: unknown): Places {
  const { Mounts, HostConfig } = object(json);
  const host = object(HostConfig);
  const mounts = (Array.isArray(Mounts) ? Mounts : []).map((raw): Mount => {
    const mount = object(raw);
    const type = text(mount.Type);
    const kind =
      type === 'volume' || type === 'bind'
        ? type
        : type === 'tmpfs'
          ? ('memory' as const)
          : ('other' as const);
    const source = (kind === 'volume' && text(mount.Name)) || text(mount.Source);
    return { kind, source, path: text(mount.Destination), readOnly: mount.RW === false };
  });
  const memory = Object.keys(object(host.Tmpfs)).map(
    (path): Mount => ({ kind: 'memory', source: '', path, readOnly: false }),
  );
  return { mounts: [...mounts, ...memory], rootReadOnly: host.ReadonlyRootfs === true };
}

/** The system's own: what is there is made up by the kernel, and the engine's archive does not reach it. */
const systemFolders = ['/proc', '/sys', '/dev'];

export interface Place {
  /** The innermost mount a path lies in; null for the container's own files. */
  mount: Mount | null;
  /** The path is where the mount begins. */
  isMount: boolean;
  readOnly: boolean;
  /** Only a running container has it; the engine neither reads nor writes there. */
  beyondReach: boolean;
}

/** Where a path lies. Pure. */
export function placeOf(places: Places, path: string): Place {
  let mount: Mount | null = null;
  for (const candidate of places.mounts)
    if (isWithin(path, candidate.path) && candidate.path.length >= (mount?.path.length ?? 0))
      mount = candidate;
  return {
    mount,
    isMount: mount?.path === path,
    readOnly: mount ? mount.readOnly : places.rootReadOnly,
    beyondReach: mount?.kind === 'memory' || systemFolders.some((folder) => isWithin(path, folder)),
  };
}

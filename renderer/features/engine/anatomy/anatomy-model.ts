import type { ContainerProcess } from '@contract/anatomy';
import type { ContainerRow } from '@contract/containers';
import type { EngineDetails, EngineRow } from '@contract/engine';

/** How many containers the picture shows; of the others it says how many they are. */
export const shownAtMost = 6;

export type PartKind = 'client' | 'daemon' | 'keeper' | 'shim' | 'runtime' | 'container';

/** What stands between Lighter and the containers on this engine. */
export interface Chain {
  podman: boolean;
  daemon: { name: string; version: string; api: string };
  /** containerd; null where there is none, its version empty where the engine does not tell. */
  keeper: { version: string } | null;
  /** What holds a container: `shim`, Podman's `conmon`. */
  shim: string;
  /** Whether containers outlive a restart of dockerd. */
  liveRestore: boolean;
  /** Version by the runtime's name. */
  runtimes: ReadonlyMap<string, string>;
}

/** Told by `GET /version` and `GET /info` alone; what they do not name is not guessed. Pure. */
export function chainOf(version: NonNullable<EngineRow['version']>, details: EngineDetails): Chain {
  const named = new Map(details.components.map(({ name, version: its }) => [name.toLowerCase(), its]));
  const podman = named.has('podman engine');
  const runtimes = new Map(named);
  // Podman calls the component `OCI Runtime (crun)`.
  for (const [name, its] of named) {
    const inner = /^oci runtime \((.+)\)$/.exec(name)?.[1];
    if (inner) runtimes.set(inner, firstVersion(its));
  }
  return {
    podman,
    daemon: { name: podman ? 'podman' : 'dockerd', version: version.engine, api: version.api },
    keeper: podman ? null : { version: named.get('containerd') ?? '' },
    shim: podman ? 'conmon' : 'shim',
    liveRestore: details.liveRestore,
    runtimes,
  };
}

/** `crun version 1.8.1\ncommit: …` → `1.8.1`. */
const firstVersion = (text: string) => /\d[\w.+~-]*/.exec(text)?.[0] ?? text;

/** The containers with a living main process, last started first. Pure. */
export function livingContainers(rows: Iterable<ContainerRow>): ContainerRow[] {
  return [...rows]
    .filter(({ state }) => state === 'running' || state === 'paused')
    .sort((a, b) => (b.since ?? 0) - (a.since ?? 0) || a.name.localeCompare(b.name));
}

/** The program behind a runtime's name: Docker registers `runc` also as `io.containerd.runc.v2`. Empty: not told. */
export function runtimeProgram(process: ContainerProcess | undefined): string {
  const name = process?.runtime ?? '';
  return /^io\.containerd\.runc\.v\d$|^io\.containerd\.runtime\.v1\.linux$/.test(name) ? 'runc' : name;
}

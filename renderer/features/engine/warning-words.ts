/** What a warning of the engine means; a key below `engine:warning`. */
export type WarningWord =
  | 'memory'
  | 'swap'
  | 'kernelMemory'
  | 'oomKill'
  | 'cpu'
  | 'cpuset'
  | 'pids'
  | 'blkio'
  | 'forwarding'
  | 'bridge'
  | 'openApi'
  | 'openApiRoot'
  | 'cgroupV1'
  | 'oldDriver'
  | 'seccomp'
  | 'loopback'
  | 'legacyRegistry';

// dockerd's own sentences; the first that fits holds.
const known: [RegExp, WarningWord][] = [
  [/No swap limit support/i, 'swap'],
  [/No kernel memory/i, 'kernelMemory'],
  [/No memory (limit|reservation)|No memory support/i, 'memory'],
  [/No oom kill disable/i, 'oomKill'],
  [/No cpuset/i, 'cpuset'],
  [/No cpu ?(cfs|shares)|No cpu /i, 'cpu'],
  [/No pids? limit/i, 'pids'],
  [/No (blkio|io\.)/i, 'blkio'],
  [/IPv[46] forwarding is disabled/i, 'forwarding'],
  [/bridge-nf-call-ip6?tables is disabled/i, 'bridge'],
  [/API is accessible on .*without encryption/i, 'openApi'],
  [/API is accessible on/i, 'openApiRoot'],
  [/cgroup v1/i, 'cgroupV1'],
  [/storage-?driver.*deprecated|deprecated.*storage-?driver/i, 'oldDriver'],
  [/seccomp/i, 'seccomp'],
  [/loopback devices/i, 'loopback'],
  [/(legacy|v1) registr/i, 'legacyRegistry'],
];

/** Null where the engine's own words must do. Pure. */
export function warningWord(warning: string): WarningWord | null {
  return known.find(([pattern]) => pattern.test(warning))?.[1] ?? null;
}

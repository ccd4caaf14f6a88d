import type { MoreKey } from './more-option';

/** Why a field cannot work; `problem-text.tsx` has the words. */
export type Problem =
  | { code: 'image-missing' }
  | { code: 'image-invalid' }
  | { code: 'image-unknown' }
  | { code: 'name-invalid' }
  | { code: 'name-taken'; name: string; state: string | null }
  | { code: 'port-invalid' }
  | { code: 'port-range' }
  | { code: 'container-port-missing' }
  | { code: 'container-port-invalid' }
  | {
      code: 'port-taken';
      port: number;
      container: string | null;
      process: { name: string; pid: number } | null;
      next: number | null;
      more: number[];
    }
  | { code: 'port-twice'; port: number }
  | { code: 'variable-missing' }
  | { code: 'variable-invalid' }
  | { code: 'variable-twice'; name: string }
  | { code: 'source-relative' }
  | { code: 'source-invalid' }
  | { code: 'target-missing' }
  | { code: 'target-relative' }
  | { code: 'target-root' }
  | { code: 'target-twice'; path: string }
  | { code: 'path-colon' }
  | { code: 'command-quote' }
  | { code: 'command-unknown'; program: string }
  | { code: 'network-unknown'; name: string }
  | { code: 'memory-invalid' }
  | { code: 'memory-small' }
  | { code: 'cpus-invalid' }
  | { code: 'cpus-too-many' }
  | { code: 'option-invalid'; example: string }
  | { code: 'remove-and-restart' }
  | { code: 'retries-without-policy' }
  | { code: 'needs-own-network' }
  | { code: 'swap-below-memory' }
  | { code: 'profile-file' }
  | { code: 'health-off' }
  /** In the engine's words: nobody else could know. */
  | { code: 'engine-says'; words: string };

/** Which input a problem belongs to. */
export type FieldKey =
  | 'image'
  | 'name'
  | 'command'
  | 'network'
  | 'memory'
  | 'cpus'
  | MoreKey
  | `host:${number}`
  | `container:${number}`
  | `variable:${number}`
  | `source:${number}`
  | `target:${number}`;

export type Problems = ReadonlyMap<FieldKey, Problem>;

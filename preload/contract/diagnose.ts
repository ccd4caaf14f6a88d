import { z } from 'zod';
import { call } from './define';

/** What a check found. `unknown`: could not be looked at in time or at all; `not-applicable`: not on this machine. */
export type CheckState = 'ok' | 'warning' | 'problem' | 'unknown' | 'not-applicable';

/** Every check, in the order in which one thing rests on the other. */
export const checkIds = [
  'platform',
  'virtualisation',
  'wsl-present',
  'wsl-version',
  'wsl-kernel',
  'wsl-distribution',
  'user-name',
  'docker-host',
  'context',
  'config-file',
  'tls',
  'engine-binary',
  'engine-process',
  'socket',
  'permission',
  'answer',
  'api-version',
  'disk-space',
  'inodes',
  'cgroup',
  'iptables',
  'clock',
  'proxy',
  'dns',
  'registry',
  'ports',
  'credential-helper',
] as const;

export type CheckId = (typeof checkIds)[number];

/** What Lighter can do itself; starting and restarting only where the engine's row says so. */
export type FixAction = 'start-engine' | 'restart-engine' | 'get-engine' | 'switch-engine' | 'look-again';

/** What mends it: a command to be copied, something Lighter can do, or either. */
export type Fix =
  | { kind: 'none' }
  | {
      kind: 'command';
      command: string;
      place: 'terminal' | 'powershell' | 'admin-powershell';
      action?: FixAction;
    }
  | { kind: 'action'; action: FixAction };

export interface CheckResult {
  id: CheckId;
  state: CheckState;
  /** Which case it is: the page has words under `diagnose:check.<id>.<finding>`. */
  finding: string;
  /** What the words have places for; paths and names as they are, for this machine's own screen. */
  values: Record<string, string | number>;
  fix: Fix;
}

export interface Diagnosis {
  results: CheckResult[];
  /** When it was finished, ms since 1970. */
  at: number;
  /** ms it took. */
  took: number;
  /** The report as text: without secrets, user names, host name and home folders. */
  report: string;
}

/** What decides which way to an engine is shown. */
export interface SystemSummary {
  platform: 'linux' | 'darwin' | 'win32' | 'other';
  arch: string;
  /** The family a Linux distribution belongs to, by its os-release. */
  distribution: 'debian' | 'ubuntu' | 'fedora' | 'arch' | 'suse' | 'other' | null;
  /** `Debian GNU/Linux 12 (bookworm)`; empty where it is unknown. */
  prettyName: string;
}

export const diagnoseCalls = {
  /** Gathers facts and judges them, at most 10 s. `platform`: only what an engine needs of the machine. */
  'diagnose.run': call(z.strictObject({ area: z.enum(['all', 'platform']) })).returns<Diagnosis>(),
  /** Asks where to save the last run's report; null when the user cancelled. */
  'diagnose.saveReport': call(z.strictObject({})).returns<{ path: string } | null>(),
  /** Which machine this is; reads one file. */
  'diagnose.system': call(z.strictObject({})).returns<SystemSummary>(),
};

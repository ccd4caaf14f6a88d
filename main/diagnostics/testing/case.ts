import type { CheckId, CheckState, FixAction } from '@contract/diagnose';
import type { SshReason } from '../../engine/ssh-command';
import type { Facts } from '../facts/types';
import { readWsl } from '../facts/windows';
import { facts, known, late, row, windowsFacts } from './facts';
import { output } from './fixtures';

/** What a check has to find in some facts. */
export interface Case {
  id: CheckId;
  finding: string;
  state: CheckState;
  facts: Facts;
  /** The command to copy. */
  command?: string;
  /** Nothing from here mends it. */
  unmended?: boolean;
  /** What Lighter itself offers to do. */
  action?: FixAction;
}

export const windows = (changes: Parameters<typeof facts>[0]) => facts(changes, windowsFacts);
export const remote = { row: { ...row, remote: true, url: 'tcp://10.0.0.7:2376', host: '10.0.0.7' } };
export const mac = (changes: Parameters<typeof facts>[0]) =>
  facts({ ...changes, system: { platform: 'darwin', release: '24.5.0', ...changes.system } });
export const away = {
  dial: { error: 'ENOENT', file: 'missing' as const },
  answer: { ok: false },
  engine: late,
};
export const wsl = (status: string, version: string, list: string, refused = false) =>
  windows({
    wsl: known(
      readWsl(
        output(`windows/${status}.txt`),
        output(`windows/${version}.txt`, refused ? -1 : 0),
        output(`windows/${list}.txt`),
      ),
    ),
  });
export const notAnswering = (
  code: 'no-answer' | 'bad-answer' | 'connection-lost' | SshReason | `tls${'' | '-untrusted' | '-client'}`,
) => ({
  ok: false,
  took: 2501,
  failure: { code, message: 'It said so.' },
});
export const tcp = { kind: 'tcp' as const, address: '10.0.0.7:2376', ...remote };
/** Behind ssh, with what changes in the answer. */
export const overSsh = (changes: Parameters<typeof facts>[0] = {}) =>
  facts({
    endpoint: {
      row: { ...row, remote: true, url: 'ssh://far', host: '10.0.0.7' },
      kind: 'ssh',
      address: 'far:/var/run/docker.sock',
    },
    dial: null,
    ...changes,
  });
export const stopped = [{ name: 'web', running: false, ports: [80, 8080] }];

export function failed(): Facts['endpoint'] {
  return { known: false, why: 'failed', detail: 'It broke.' };
}

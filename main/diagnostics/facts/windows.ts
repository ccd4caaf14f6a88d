import type { CommandResult } from '../run-command';
import type { Surroundings } from './surroundings';
import type { WslDistribution, WslFacts } from './types';

/**
 * The state of WSL by `wsl.exe --status`, `--version` and `--list --verbose`. The words are in the language of
 * Windows, so only figures, places and addresses are read.
 */
export async function wslFacts({ find, run }: Surroundings): Promise<WslFacts> {
  if ((await find('wsl.exe')) === null) return { installed: false };
  const [status, version, list] = await Promise.all([
    run('wsl.exe', ['--status']),
    run('wsl.exe', ['--version']),
    run('wsl.exe', ['--list', '--verbose']),
  ]);
  return readWsl(status, version, list);
}

/** The three outputs together. Pure. */
export function readWsl(status: CommandResult, version: CommandResult, list: CommandResult): WslFacts {
  const told = readWslStatus(status.stdout);
  const packaged = version.code === 0 ? readWslVersion(version.stdout) : null;
  const distributions = list.code === 0 ? readWslList(list.stdout) : [];
  const said = `${status.stdout}${status.stderr}${list.stdout}`;
  // Where the feature is off, wsl.exe is a stub that prints its help or where to get it, and fails.
  const isThere = packaged !== null || told.defaultVersion !== null || distributions.length > 0;
  if (!isThere) return { installed: false };
  const kernel = packaged?.kernel ?? told.kernel;
  return {
    installed: true,
    version: packaged?.version ?? null,
    kernel,
    // The same address and command stand beside a good kernel, where Windows may not update it by itself.
    kernelAsked: kernel === null && /aka\.ms\/wsl2kernel|\bwsl(\.exe)? --update\b/i.test(said),
    virtualMachinesOff: /aka\.ms\/(enablevirtualization|wsl2-install)/i.test(said),
    defaultVersion: told.defaultVersion,
    distributions,
  };
}

/** `label: value` lines; the colon may be a wide one, with a blank before it in French. */
function lines(text: string): string[] {
  return text.split('\n').map((line) => line.replace(/^.*[:：]\s*/, '').trim());
}

function readWslStatus(text: string): { defaultVersion: number | null; kernel: string | null } {
  const values = text.split('\n').some((line) => /[:：]/.test(line)) ? lines(text) : [];
  const version = values.find((value) => value === '1' || value === '2');
  return {
    defaultVersion: version === undefined ? null : Number(version),
    // The day of the last update may stand in a line like it (`13.10.2021`).
    kernel: values.find((value) => /^\d+\.\d+\.\d{1,3}(\.\d+)*(-\d+)?$/.test(value)) ?? null,
  };
}

/** The first line is WSL's own version, the second its kernel's, in every language. */
function readWslVersion(text: string): { version: string; kernel: string | null } | null {
  const figures = lines(text).filter((value) => /^\d+(\.\d+)+(-\d+)?$/.test(value));
  const [version, kernel] = figures;
  return version === undefined ? null : { version, kernel: kernel ?? null };
}

/** The table of `wsl --list --verbose`: columns are two blanks or more apart, the state may hold one. */
export function readWslList(text: string): WslDistribution[] {
  return text.split('\n').flatMap((line) => {
    const match = /^\s*(\*?)\s*(\S+(?: \S+)*?)\s{2,}(\S+(?: \S+)*?)\s{2,}([12])\s*$/.exec(line);
    const [, star, name, state, version] = match ?? [];
    if (name === undefined || state === undefined) return [];
    return [{ name, isDefault: star === '*', state, version: Number(version) }];
  });
}

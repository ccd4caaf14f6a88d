import { hostname, release, userInfo } from 'node:os';
import type { SystemSummary } from '@contract/diagnose';
import type { Surroundings } from './surroundings';
import type { SystemFacts, VirtualisationFacts } from './types';

/** A Linux distribution's name and family out of `/etc/os-release`. */
export function readOsRelease(text: string): Pick<SystemSummary, 'distribution' | 'prettyName'> {
  const field = (name: string) =>
    new RegExp(`^${name}=(?:"([^"]*)"|'([^']*)'|(.*))$`, 'm').exec(text)?.slice(1).find(Boolean) ?? '';
  const names = [field('ID'), ...field('ID_LIKE').split(/\s+/)].map((name) => name.toLowerCase());
  const families = {
    ubuntu: ['ubuntu'],
    debian: ['debian'],
    fedora: ['fedora', 'rhel', 'centos'],
    arch: ['arch'],
    suse: ['suse', 'opensuse'],
  } as const;
  for (const name of names) {
    for (const [family, members] of Object.entries(families)) {
      if (members.some((member) => name === member || name.startsWith(`${member}-`))) {
        return { distribution: family as keyof typeof families, prettyName: field('PRETTY_NAME') };
      }
    }
  }
  return { distribution: 'other', prettyName: field('PRETTY_NAME') };
}

/** Which machine this is; reads `/etc/os-release` where there is one. */
export async function systemSummary({ platform, readText }: Surroundings): Promise<SystemSummary> {
  const known = platform === 'linux' || platform === 'darwin' || platform === 'win32';
  const base: SystemSummary = {
    platform: known ? platform : 'other',
    arch: process.arch,
    distribution: null,
    prettyName: '',
  };
  if (platform !== 'linux') return base;
  const text = (await readText('/etc/os-release')) ?? (await readText('/usr/lib/os-release')) ?? '';
  return { ...base, ...readOsRelease(text) };
}

/** The same with what only the checks need: user, kernel, groups. */
export async function systemFacts(around: Surroundings): Promise<SystemFacts> {
  const [summary, first] = await Promise.all([systemSummary(around), around.readText('/proc/1/comm')]);
  return {
    ...summary,
    release: release(),
    userName: nameOfUser(),
    home: around.home,
    hostName: hostname(),
    uid: process.getuid?.() ?? null,
    gids: process.getgroups?.() ?? [],
    isWsl: around.platform === 'linux' && /microsoft/i.test(release()),
    systemd: first?.trim() === 'systemd',
  };
}

function nameOfUser(): string {
  try {
    return userInfo().username;
  } catch {
    // A user id without an entry in /etc/passwd has no name.
    return '';
  }
}

/** Whether virtual machines can run here. Null on Linux, where the engine needs none. */
export async function virtualisationFacts(around: Surroundings): Promise<VirtualisationFacts> {
  if (around.platform === 'darwin') {
    const { stdout } = await around.run('sysctl', ['-n', 'kern.hv_support']);
    return { supported: stdout.trim() === '1', enabled: null };
  }
  const { stdout } = await around.run('powershell.exe', [
    '-NoProfile',
    '-NonInteractive',
    '-Command',
    '$s = Get-CimInstance Win32_ComputerSystem; $p = @(Get-CimInstance Win32_Processor)[0]; ' +
      '@{ hypervisor = $s.HypervisorPresent; firmware = $p.VirtualizationFirmwareEnabled; ' +
      'slat = $p.SecondLevelAddressTranslationExtensions } | ConvertTo-Json -Compress',
  ]);
  return readWindowsVirtualisation(stdout);
}

/** The answer of PowerShell; a running hypervisor hides what the processor says, and proves it. */
export function readWindowsVirtualisation(text: string): VirtualisationFacts {
  const value: unknown = JSON.parse(text.slice(text.indexOf('{')));
  const is = (name: string) =>
    typeof value === 'object' && value !== null && Reflect.get(value, name) === true;
  if (is('hypervisor')) return { supported: true, enabled: true };
  return { supported: is('slat'), enabled: is('firmware') };
}

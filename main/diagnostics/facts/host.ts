import { readdir, readFile, stat, statfs } from 'node:fs/promises';
import { posix, win32 } from 'node:path';
import { systemCode } from '../../engine/errors';
import { readTasks } from './ports';
import type { Surroundings } from './surroundings';
import type { CgroupFacts, DiskFacts, FirewallFacts, ProcessFact, ProgramFacts } from './types';

const enginePrograms: Partial<Record<NodeJS.Platform, string[]>> = {
  linux: ['dockerd', 'dockerd-rootless.sh', 'podman', 'colima', 'rdctl'],
  darwin: ['colima', 'podman', 'orbctl', 'rdctl', 'docker-machine'],
  win32: ['dockerd.exe', 'podman.exe', 'rdctl.exe'],
};

/** Applications that bring an engine, where their installers put them. */
function applications(platform: NodeJS.Platform, home: string): { name: string; path: string }[] {
  if (platform === 'darwin') {
    return ['Docker', 'OrbStack', 'Rancher Desktop', 'Podman Desktop'].flatMap((name) => [
      { name, path: `/Applications/${name}.app` },
      { name, path: posix.join(home, 'Applications', `${name}.app`) },
    ]);
  }
  if (platform === 'win32') {
    const local = win32.join(home, 'AppData', 'Local', 'Programs');
    return [
      { name: 'Docker Desktop', path: 'C:\\Program Files\\Docker\\Docker\\Docker Desktop.exe' },
      { name: 'Rancher Desktop', path: 'C:\\Program Files\\Rancher Desktop\\Rancher Desktop.exe' },
      { name: 'Rancher Desktop', path: win32.join(local, 'Rancher Desktop', 'Rancher Desktop.exe') },
      { name: 'Podman Desktop', path: win32.join(local, 'podman-desktop', 'Podman Desktop.exe') },
    ];
  }
  return platform === 'linux'
    ? [{ name: 'Docker Desktop', path: '/opt/docker-desktop/bin/docker-desktop' }]
    : [];
}

/** Engines, credential helpers (of those asked for) and iptables that are installed. */
export async function programFacts(around: Surroundings, helpers: readonly string[]): Promise<ProgramFacts> {
  const { platform, home, find } = around;
  const suffix = platform === 'win32' ? '.exe' : '';
  const programs = (enginePrograms[platform] ?? []).map(async (name) => ({ name, path: await find(name) }));
  const apps = applications(platform, home).map(async ({ name, path }) => ({
    name,
    path: (await exists(path)) ? path : null,
  }));
  const [engines, there, iptables] = await Promise.all([
    Promise.all([...programs, ...apps]),
    Promise.all(
      helpers.map(async (name) =>
        helperName.test(name) && (await find(`docker-credential-${name}${suffix}`)) !== null ? name : null,
      ),
    ),
    platform === 'linux' ? find('iptables') : null,
  ]);
  return {
    engines: engines.flatMap(({ name, path }) => (path === null ? [] : [{ name, path }])),
    helpers: there.filter((name): name is string => name !== null),
    iptables,
  };
}

/** A name out of config.json becomes part of a program's. */
const helperName = /^[A-Za-z0-9_.-]+$/;

async function exists(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch {
    return false;
  }
}

const engineNames =
  /^(dockerd|containerd|podman|colima|limactl|OrbStack|com\.docker\.backend|com\.docker\.virtualization|Docker Desktop|rancher-desktop|vpnkit|com\.docker\.service)(\.exe)?$/i;

/** The engines' processes that run. */
export async function processFacts(around: Surroundings): Promise<ProcessFact[]> {
  if (around.platform === 'linux') return linuxProcesses();
  if (around.platform === 'darwin') {
    const { stdout } = await around.run('ps', ['-axo', 'pid=,comm=']);
    return stdout.split('\n').flatMap((line) => {
      const [, pid, path = ''] = /^\s*(\d+)\s+(.*)$/.exec(line) ?? [];
      const name = posix.basename(path.trim());
      return engineNames.test(name) ? [{ name, pid: Number(pid) }] : [];
    });
  }
  const { stdout } = await around.run('tasklist.exe', ['/FO', 'CSV', '/NH']);
  return [...readTasks(stdout)].flatMap(([pid, name]) => (engineNames.test(name) ? [{ name, pid }] : []));
}

async function linuxProcesses(): Promise<ProcessFact[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const names = await Promise.all(
    pids.map(async (pid) => ({
      pid: Number(pid),
      name: (await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => '')).trim(),
    })),
  );
  return names.filter(({ name }) => engineNames.test(name));
}

/** Where dockerd keeps everything when it cannot be asked: daemon.json's `data-root`, or the usual folder. */
export async function dataRoot(around: Surroundings): Promise<string> {
  const text = await around.readText('/etc/docker/daemon.json');
  try {
    const config: unknown = JSON.parse(text ?? '{}');
    const root = typeof config === 'object' && config !== null ? Reflect.get(config, 'data-root') : null;
    if (typeof root === 'string' && root.startsWith('/')) return root;
  } catch {
    // dockerd itself will complain about it.
  }
  return '/var/lib/docker';
}

/** Room on the file system of a folder, or of the nearest one above it that exists and may be looked at. */
export async function diskFacts(folder: string): Promise<DiskFacts> {
  const { dirname } = process.platform === 'win32' ? win32 : posix;
  for (let path = folder; ; path = dirname(path)) {
    try {
      const found = await statfs(path);
      return {
        path: folder,
        free: found.bavail * found.bsize,
        total: found.blocks * found.bsize,
        inodes: found.files,
        freeInodes: found.ffree,
      };
    } catch (error) {
      const code = systemCode(error);
      const above = dirname(path) !== path && (code === 'ENOENT' || code === 'EACCES');
      if (!above) throw error;
    }
  }
}

/** Which cgroups are mounted, with what they can limit. */
export async function cgroupFacts(around: Surroundings): Promise<CgroupFacts> {
  const [mounts, controllers] = await Promise.all([
    around.readText('/proc/self/mountinfo'),
    around.readText('/sys/fs/cgroup/cgroup.controllers'),
  ]);
  return readCgroups(mounts ?? '', controllers ?? '');
}

/** Pure: `/proc/self/mountinfo` and the controllers of the unified hierarchy. */
export function readCgroups(mountinfo: string, unified: string): CgroupFacts {
  const mounts = mountinfo.split('\n').flatMap((line) => {
    const [before, after] = line.split(' - ');
    const target = before?.split(' ')[4];
    const [type, , options = ''] = after?.split(' ') ?? [];
    return target !== undefined && type?.startsWith('cgroup') ? [{ target, type, options }] : [];
  });
  const old = mounts.filter(({ type }) => type === 'cgroup');
  const isUnified = mounts.some(({ type, target }) => type === 'cgroup2' && target === '/sys/fs/cgroup');
  const known = ['cpu', 'cpuset', 'io', 'blkio', 'memory', 'pids', 'devices'];
  const controllers = isUnified
    ? unified.trim().split(/\s+/)
    : [...new Set(old.flatMap(({ options }) => options.split(',')))];
  const found = controllers.filter((name) => known.includes(name)).sort();
  if (isUnified) return { version: 'v2', controllers: found };
  if (old.length === 0) return { version: 'none', controllers: [] };
  const both = mounts.some(({ type }) => type === 'cgroup2');
  return { version: both ? 'hybrid' : 'v1', controllers: found };
}

/** iptables' version, and whether the kernel forwards packets. */
export async function firewallFacts(around: Surroundings): Promise<FirewallFacts> {
  const forward = (await around.readText('/proc/sys/net/ipv4/ip_forward'))?.trim();
  const forwarding = forward === undefined ? null : forward === '1';
  if ((await around.find('iptables')) === null) {
    return { version: null, backend: null, failure: null, forwarding };
  }
  const { code, stdout, stderr } = await around.run('iptables', ['--version']);
  return { ...readIptables(code, stdout, stderr), forwarding };
}

/** `iptables v1.8.9 (nf_tables)`. Pure. */
export function readIptables(code: number | null, stdout: string, stderr: string) {
  const [, version, backend] = /iptables (v[\d.]+)(?:\s+\((nf_tables|legacy)\))?/.exec(stdout) ?? [];
  if (code !== 0 || version === undefined) {
    return {
      version: null,
      backend: null,
      failure: (stderr || stdout).trim().slice(0, 200) || `exit ${code}`,
    };
  }
  return {
    version,
    backend: backend === 'nf_tables' ? ('nf_tables' as const) : ('legacy' as const),
    failure: null,
  };
}

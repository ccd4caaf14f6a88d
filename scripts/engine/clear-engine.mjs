// @ts-check
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Removes every trace of a private engine: its processes, its containers' processes, mounts, network devices,
 * cgroups and folders. Touches nothing that does not carry its names. Never throws for what is gone already.
 * @param {import('./guard.mjs').EngineTraces} traces
 */
export function clearEngine({ home, data, bridge, subnet, cgroup }) {
  const deadline = Date.now() + 5_000;
  for (
    let left = processesOf(home, cgroup);
    left.length > 0 && Date.now() < deadline;
    left = processesOf(home, cgroup)
  ) {
    for (const pid of left) kill(pid);
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
  }
  for (const mount of mountsBelow([home, data])) spawnSync('umount', ['--lazy', mount]);
  for (const device of [...devicesIn(subnet), bridge]) spawnSync('ip', ['link', 'delete', device]);
  for (const folder of cgroupFolders(cgroup)) removeCgroup(folder);
  // What was unmounted lazily may be busy for a moment.
  rmSync(data, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
  rmSync(home, { recursive: true, force: true });
}

/**
 * The engine's own programs are told by its folder on their command line, containers by their cgroup.
 * @param {string} home
 * @param {string} cgroup
 */
function processesOf(home, cgroup) {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      if (read(`/proc/${pid}/stat`).includes(') Z ')) return false;
      if (read(`/proc/${pid}/cgroup`).includes(`/${cgroup}/`)) return true;
      const isEngine = /^(dockerd|containerd)/.test(read(`/proc/${pid}/comm`));
      return isEngine && read(`/proc/${pid}/cmdline`).includes(`${home}/`);
    })
    .map(Number);
}

/** @param {number} pid */
function kill(pid) {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It ended by itself.
  }
}

/** Innermost first. @param {string[]} folders */
function mountsBelow(folders) {
  return read('/proc/self/mounts')
    .split('\n')
    .map((line) => line.split(' ')[1] ?? '')
    .filter((path) => folders.some((folder) => path === folder || path.startsWith(`${folder}/`)))
    .reverse();
}

/** @param {string} subnet */
function devicesIn(subnet) {
  const { stdout } = spawnSync('ip', ['-o', '-4', 'address'], { encoding: 'utf8' });
  return (stdout ?? '')
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter((words) => words[3]?.startsWith(subnet))
    .map((words) => words[1] ?? '');
}

/** Version 2 has one tree, version 1 one for each controller. @param {string} cgroup */
function cgroupFolders(cgroup) {
  const root = '/sys/fs/cgroup';
  if (!existsSync(root)) return [];
  return ['', ...readdirSync(root)]
    .map((name) => join(root, name, cgroup))
    .filter((path) => existsSync(path));
}

/** @param {string} folder */
function removeCgroup(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.isDirectory()) removeCgroup(join(folder, entry.name));
  }
  try {
    rmdirSync(folder);
  } catch {
    // The kernel still holds a process that is ending; an empty cgroup does no harm.
  }
}

/** @param {string} path */
function read(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

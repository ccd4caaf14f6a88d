import { spawnSync } from 'node:child_process';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { findProgram } from '../engine/processes.mjs';

const policyFile = '/usr/sbin/policy-rc.d';

/**
 * Installs what is missing with apt-get, as root. Otherwise says what to run and returns false.
 * Only the packages' files are wanted: their services do not start, as Lighter runs an engine of its own.
 * @param {import('./needs.mjs').Need[]} missing
 * @returns {boolean} whether all is there now
 */
export function installPackages(missing) {
  if (missing.length === 0) return true;
  console.log('Missing on this machine:');
  for (const need of missing) console.log(`  ${need.package.padEnd(18)} ${need.why}`);
  if (findProgram('apt-get') === undefined) {
    console.log(
      'Install them with the package manager of this system (names as in Debian), then run this again.',
    );
    return false;
  }
  if (process.getuid?.() !== 0) {
    const names = packageNames(missing).join(' ');
    console.log('Run this, then try again:');
    console.log(`  sudo sh -c 'apt-get update && apt-get install -y --no-install-recommends ${names}'`);
    return false;
  }
  console.log('Installing them with apt-get.');
  return withoutServices(() => {
    if (missing.some((need) => !isKnown(need.package)) && !apt('update', '-q')) return false;
    const install = () => apt('install', '-y', '-q', '--no-install-recommends', ...packageNames(missing));
    // The package lists may be older than what the mirror still has.
    return install() || (apt('update', '-q') && install());
  });
}

/** Newer Debian and Ubuntu have renamed libraries for their 64-bit time: libgtk-3-0t64. */
function packageNames(missing) {
  const names = missing.map((need) => (isKnown(`${need.package}t64`) ? `${need.package}t64` : need.package));
  return [...new Set(names)];
}

const isKnown = (name) => spawnSync('apt-cache', ['show', '--no-all-versions', name]).status === 0;

function apt(...args) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  return spawnSync('apt-get', args, { stdio: ['ignore', 'inherit', 'inherit'], env }).status === 0;
}

/** Debian asks policy-rc.d before it starts a service; where there is none, ours says no for the time being. */
function withoutServices(work) {
  if (existsSync(policyFile)) return work();
  writeFileSync(policyFile, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  const remove = () => rmSync(policyFile, { force: true });
  process.once('exit', remove);
  try {
    return work();
  } finally {
    remove();
    process.off('exit', remove);
  }
}

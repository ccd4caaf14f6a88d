import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Runs `npm ci` when `node_modules` is missing or is not what package-lock.json says.
 * @param {string} root the project's folder
 * @returns {boolean} whether all is there now
 */
export function installNpmPackages(root) {
  if (isComplete(root)) return true;
  console.log('Installing the npm packages (npm ci).');
  return npm(root, 'ci', '--no-audit', '--no-fund');
}

/** npm notes what it has installed; packages for other systems are left out there. */
function isComplete(root) {
  const note = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(note)) return false;
  const wanted = packagesOf(join(root, 'package-lock.json'));
  const installed = packagesOf(note);
  const isMissing = ([path, { version, optional }]) =>
    installed[path] === undefined ? !optional : installed[path].version !== version;
  return !Object.entries(wanted).some(isMissing);
}

function packagesOf(lockFile) {
  const { '': _project, ...packages } = JSON.parse(readFileSync(lockFile, 'utf8')).packages;
  return packages;
}

function npm(cwd, ...args) {
  // Inside an npm script npm names itself; it is a script, which Node runs on every system.
  const self = process.env.npm_execpath;
  const [program, first] = self?.endsWith('.js') ? [process.execPath, [self]] : ['npm', []];
  const shell = first.length === 0 && process.platform === 'win32';
  return spawnSync(program, [...first, ...args], { cwd, stdio: 'inherit', shell }).status === 0;
}

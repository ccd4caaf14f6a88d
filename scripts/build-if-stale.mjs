import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');
const sources = [
  'main',
  'preload',
  'renderer',
  'locales',
  'electron.vite.config.ts',
  'package.json',
  'package-lock.json',
];
const result = join(root, 'out/main/index.js');
const stamp = join(root, 'out/.built-from');

/** Compiles the app into `out/` unless it holds what the sources say. Throws when that fails. */
export function buildIfStale() {
  const now = sourceKey();
  if (existsSync(stamp) && existsSync(result) && readFileSync(stamp, 'utf8') === stampText(now)) return;
  console.log('Building the app.');
  const vite = join(root, 'node_modules/electron-vite/bin/electron-vite.js');
  const { status, stdout, stderr } = spawnSync(process.execPath, [vite, 'build'], {
    cwd: root,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`The build failed:\n${stdout}${stderr}`);
  writeFileSync(stamp, stampText(now));
}

/** With the result's time: a build made by hand in between makes ours void. */
const stampText = (key) => `${key} ${statSync(result).mtimeMs}`;

function sourceKey() {
  const hash = createHash('sha256');
  for (const path of sources.flatMap(filesBelow)) hash.update(path).update(readFileSync(join(root, path)));
  return hash.digest('hex');
}

function filesBelow(path) {
  if (!statSync(join(root, path)).isDirectory()) return [path];
  return readdirSync(join(root, path))
    .sort()
    .flatMap((name) => filesBelow(join(path, name)));
}

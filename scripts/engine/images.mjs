// @ts-check
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { cachePath, withLock } from '../setup/cache.mjs';
import { startEngine } from './engine.mjs';
import { recipes } from './image-recipes.mjs';
import { findProgram } from './processes.mjs';
import { startRegistry } from './registry.mjs';

/** @typedef {keyof typeof recipes} ImageName */

const names = /** @type {ImageName[]} */ (Object.keys(recipes));

/**
 * Folder with every image as `NAME.tar` (docker save) and `registry/`, the storage of a registry that has them all
 * as `library/NAME:latest`. Built on first use in an engine of its own (about 10 s), kept in Lighter's cache.
 * @returns {Promise<string>}
 */
export async function imageFolder() {
  const folder = cachePath('images', contentKey());
  if (existsSync(folder)) return folder;
  return withLock('images', async () => {
    if (existsSync(folder)) return folder;
    mkdirSync(cachePath('images'), { recursive: true });
    const work = mkdtempSync(cachePath('images', 'build-'));
    try {
      await buildAll(work);
      renameSync(work, folder);
    } finally {
      rmSync(work, { recursive: true, force: true });
    }
    return folder;
  });
}

/**
 * Loads images into an engine through its Docker CLI.
 * @param {(...args: string[]) => Promise<string>} docker
 * @param {readonly ImageName[]} wanted
 */
export async function loadImages(docker, wanted) {
  if (wanted.length === 0) return;
  const folder = await imageFolder();
  for (const name of wanted) await docker('load', '--quiet', '--input', join(folder, `${name}.tar`));
}

/** @param {string} work */
async function buildAll(work) {
  const storage = join(work, 'registry');
  const engine = await startEngine();
  const registry = await startRegistry({ storage });
  try {
    for (const name of names) {
      /** @type {import('./image-recipes.mjs').Recipe} */
      const recipe = recipes[name];
      const context = join(work, 'context');
      mkdirSync(context);
      writeFileSync(join(context, 'Dockerfile'), recipe.dockerfile);
      await recipe.prepare?.(context);
      const pushed = `${registry.host}/library/${name}:latest`;
      await engine.docker('build', '--quiet', '--tag', `${name}:latest`, '--tag', pushed, context);
      await engine.docker('save', '--output', join(work, `${name}.tar`), `${name}:latest`);
      await engine.docker('push', pushed);
      rmSync(context, { recursive: true });
    }
  } finally {
    await registry.stop();
    await engine.dispose();
  }
}

/** Changes when a recipe or one of the programs in the images does. */
function contentKey() {
  const hash = createHash('sha256').update(readFileSync(join(import.meta.dirname, 'image-recipes.mjs')));
  for (const program of ['busybox', 'nginx']) {
    const path = findProgram(program);
    if (path !== undefined) hash.update(`${program} ${statSync(path).size} ${statSync(path).mtimeMs}`);
  }
  return hash.digest('hex').slice(0, 16);
}

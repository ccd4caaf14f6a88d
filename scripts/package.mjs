// `npm run package`: compiles Lighter and makes this platform's installers, or as much of them as this machine can.
// See docs/packaging.md. `--unpacked DIR` makes of `out/`, as it is, the unpacked app in DIR alone.
import { execFileSync, spawnSync } from 'node:child_process';
import { readdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { archFromString, build, Platform } from 'electron-builder';
import { config, requiredFuses } from '../electron-builder.config.mjs';
import { verifyFuses } from './package/fuses.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const require = createRequire(import.meta.url);
const { values: options } = parseArgs({ options: { unpacked: { type: 'string' } } });
const platform = Platform.current();
const arch = archFromString(process.arch);
const say = (line) => console.log(line);

function compile() {
  const script = join(dirname(require.resolve('electron-vite/package.json')), 'bin/electron-vite.js');
  const { status } = spawnSync(process.execPath, [script, 'build'], { cwd: root, stdio: 'inherit' });
  if (status !== 0) throw new Error('Lighter does not compile, so there is nothing to package.');
}

/** The Electron to package: its folder, its version, and whether it only stands in for the declared one. */
function findRuntime() {
  const executable = execFileSync(process.execPath, [join(root, 'scripts/electron-path.mjs')], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  }).trim();
  const version = execFileSync(executable, ['-p', 'process.versions.electron'], {
    encoding: 'utf8',
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
  }).trim();
  // On macOS the executable lies in Electron.app/Contents/MacOS.
  const folder = dirname(executable).replace(/[/\\]Electron\.app[/\\]Contents[/\\]MacOS$/, '');
  const declared = require('electron/package.json').version;
  return { folder, version, declared, isDevelopmentRuntime: version !== declared };
}

/** Electron's own start page and, in a runtime taken from another app, that app's update address. */
function removeLeftovers({ appOutDir }) {
  const isMac = platform === Platform.MAC;
  const resources = join(appOutDir, isMac ? 'Electron.app/Contents/Resources' : 'resources');
  for (const name of ['default_app.asar', 'app-update.yml']) rmSync(join(resources, name), { force: true });
  rmSync(join(appOutDir, 'version'), { force: true });
}

/** Builds the app without an installer and returns its folder and what carries the fuses. */
async function buildUnpacked(runtime, output) {
  let folder = '';
  await build({
    projectDir: root,
    targets: platform.createTarget('dir', arch),
    config: {
      ...structuredClone(config),
      directories: { ...config.directories, output },
      electronDist: runtime.folder,
      electronVersion: runtime.version,
      afterExtract: removeLeftovers,
      afterPack: ({ appOutDir }) => {
        folder = appOutDir;
      },
    },
  });
  const names = { [Platform.MAC.name]: 'Lighter.app', [Platform.WINDOWS.name]: 'Lighter.exe' };
  return { folder, app: join(folder, names[platform.name] ?? config.linux.executableName) };
}

const unreachable = /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|ERR_TLS/;

/** Makes one installer of the unpacked app. Returns why it could not where its tools cannot be had, or undefined. */
async function buildInstaller(target, unpacked, runtime) {
  try {
    await build({
      projectDir: root,
      targets: platform.createTarget(target, arch),
      prepackaged: platform === Platform.MAC ? unpacked.app : unpacked.folder,
      // A copy, because electron-builder writes into what it is given.
      config: { ...structuredClone(config), electronVersion: runtime.version },
    });
    return undefined;
  } catch (error) {
    // Anything else is a mistake of ours and has to fail the command.
    if (unreachable.test(error.message))
      return `its tools could not be downloaded: ${error.message.split('\n')[0]}`;
    throw error;
  }
}

async function main() {
  const output = options.unpacked ?? join(root, config.directories.output);
  rmSync(output, { recursive: true, force: true });
  if (options.unpacked === undefined) compile();
  const runtime = findRuntime();
  const unpacked = await buildUnpacked(runtime, output);
  await verifyFuses(unpacked.app, requiredFuses, { isDevelopmentRuntime: runtime.isDevelopmentRuntime, say });
  if (options.unpacked !== undefined) return;

  const targets = config[platform.buildConfigurationKey].target;
  const leftOut = [];
  for (const target of targets) {
    const why = runtime.isDevelopmentRuntime
      ? `Electron ${runtime.declared} could not be downloaded; the stand-in ${runtime.version} is not for other people's machines`
      : await buildInstaller(target, unpacked, runtime);
    if (why !== undefined) leftOut.push({ target, why });
  }

  say(`\nUnpacked app (Electron ${runtime.version}): ${relative(root, unpacked.app)}`);
  const files = readdirSync(output).filter((name) => name.startsWith(`${config.productName}-`));
  for (const name of files) say(`Made: ${join(config.directories.output, name)}`);
  for (const { target, why } of leftOut) say(`Left out: ${target} (${why})`);
}

try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

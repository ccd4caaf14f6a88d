import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { cachePath, withLock } from './cache.mjs';

const packageName = 'docker-buildx';
/** Debian 12 has none: the first release that does. Its program runs on Debian 12 as well. */
const suite = 'trixie';
const plugin = 'cli-plugins/docker-buildx';
const cached = () => cachePath('buildx', 'docker-buildx');

/** Where Docker's packages, and people, put plugins of the docker command. */
const folders = [
  join(homedir(), '.docker'),
  '/usr/local/lib/docker',
  '/usr/local/libexec/docker',
  '/usr/lib/docker',
  '/usr/libexec/docker',
];

/** Absolute path of buildx's program, a plugin of the docker command; undefined where this machine has none. */
export const buildxPlugin = () =>
  [...folders.map((folder) => join(folder, plugin)), cached()].find((path) => existsSync(path));

/**
 * Fetches buildx for the tests where the machine has none, with apt and what it trusts: from the sources as they are,
 * or from a newer release of Debian on the same mirror. Nothing is installed. Gives why it could not; null when it is
 * there. `say` gets a line about what is being done.
 */
export async function prepareBuildx(say) {
  if (buildxPlugin() !== undefined) return null;
  return withLock('buildx', async () => {
    if (buildxPlugin() !== undefined) return null;
    say(`Fetching the package ${packageName} (13 MB, once; kept in ${cachePath('buildx')})`);
    await mkdir(cachePath('buildx'), { recursive: true });
    const work = await mkdtemp(cachePath('buildx', 'work-'));
    try {
      await fetchInto(work);
      return null;
    } catch (error) {
      return error.message;
    } finally {
      await rm(work, { recursive: true, force: true });
    }
  });
}

async function fetchInto(work) {
  const download = (options = []) => run('apt-get', [...options, '-q', 'download', packageName], work);
  if (isOffered()) download();
  else {
    const options = ['-c', await newerRelease(work)];
    update(work, options);
    download(options);
  }
  const archive = (await readdir(work)).find((name) => name.endsWith('.deb'));
  if (archive === undefined) throw new Error(`apt-get download ${packageName} left no file.`);
  run('dpkg', ['-x', archive, 'unpacked'], work);
  const found = folders
    .map((folder) => join(work, 'unpacked', folder, plugin))
    .find((path) => existsSync(path));
  if (found === undefined) throw new Error(`The package ${packageName} holds no ${plugin}.`);
  run(found, ['version'], work);
  await rename(found, cached());
}

/** Whether apt's own sources have the package. */
function isOffered() {
  const { stdout = '' } = spawnSync('apt-cache', ['policy', packageName], { encoding: 'utf8' });
  return /Candidate: \d/.test(stdout ?? '');
}

/**
 * An apt configuration of our own with the newer release as its only source: nothing of the machine's changes. The
 * mirror is the one that the machine uses, and the keys that it trusts vouch for what comes.
 */
async function newerRelease(work) {
  const mirror = mirrorOf(work) || freshMirrorOf(work);
  if (!mirror) throw new Error('apt knows no Debian mirror here.');
  const keyring = '/usr/share/keyrings/debian-archive-keyring.gpg';
  const trust = existsSync(keyring) ? ` [signed-by=${keyring}]` : '';
  await writeFile(join(work, 'sources.list'), `deb${trust} ${mirror} ${suite} main\n`);
  for (const folder of ['lists', 'cache/archives', 'parts'])
    await mkdir(join(work, folder, 'partial'), { recursive: true });
  const file = join(work, 'apt.conf');
  await writeFile(
    file,
    [
      '#clear APT::Update::Pre-Invoke;',
      '#clear APT::Update::Post-Invoke;',
      '#clear APT::Update::Post-Invoke-Success;',
      `Dir::Etc::SourceList "${join(work, 'sources.list')}";`,
      `Dir::Etc::SourceParts "${join(work, 'parts')}";`,
      `Dir::State::Lists "${join(work, 'lists')}";`,
      `Dir::Cache "${join(work, 'cache')}";`,
      'Acquire::Languages "none";',
      'Acquire::Retries "1";',
      // The folder is this user's own.
      'APT::Sandbox::User "root";',
      '',
    ].join('\n'),
  );
  return file;
}

/** Address of the mirror that the machine's own sources name; empty where its lists do not say. */
function mirrorOf(work, options = []) {
  const wanted = ['Created-By: Packages', 'Origin: Debian', 'Component: main'];
  const format = ['indextargets', '--format', '$(REPO_URI)', ...wanted];
  return run('apt-get', [...options, ...format], work).split('\n')[0];
}

/** Where the lists were thrown away, as in images of containers: read anew, for us alone. */
function freshMirrorOf(work) {
  mkdirSync(join(work, 'own-lists', 'partial'), { recursive: true });
  const options = ['-o', `Dir::State::Lists=${join(work, 'own-lists')}`, '-o', 'APT::Sandbox::User=root'];
  update(work, options);
  return mirrorOf(work, options);
}

/** A mirror out of reach is an error, which apt by itself only warns of. */
const update = (work, options) =>
  run('apt-get', [...options, '-o', 'APT::Update::Error-Mode=any', '-q', 'update'], work);

function run(command, args, cwd) {
  const { status, error, stdout, stderr } = spawnSync(command, args, {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'C' },
    timeout: 5 * 60_000,
  });
  if (error || status !== 0) {
    const words = error?.message ?? stderr.trim().split('\n').at(-1) ?? '';
    throw new Error(`${command} ${args.at(-1)}: ${words}`);
  }
  return stdout.trim();
}

// @ts-check
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { guard } from './guard.mjs';
import { imageFolder } from './images.mjs';
import { freePort, logTail, portAnswers, run, startBackground, until } from './processes.mjs';
import { startThrottle } from './throttle.mjs';

/**
 * A real registry on 127.0.0.1 with our images as `library/NAME:latest`.
 * @typedef {object} Registry
 * @property {number} port
 * @property {string} host prefix of image names: 127.0.0.1:PORT
 * @property {string} url for `startEngine({ registry })`, which then pulls bare names from here
 * @property {(bytesPerSecond: number | undefined) => void} setSpeed slows what it sends, for all connections together
 * @property {(repository: string) => Promise<string[]>} tags
 * @property {() => Promise<void>} stop ends it and removes its data
 */

/**
 * Starts a registry. `auth`: asks for this user and password. `bytesPerSecond`: sends no faster, so that a pull can
 * be watched and cancelled. `storage`: keeps its data there and starts with what is in it, instead of our images.
 * @param {{ auth?: { user: string, password: string }, bytesPerSecond?: number, storage?: string }} [options]
 * @returns {Promise<Registry>}
 */
export async function startRegistry({ auth, bytesPerSecond, storage } = {}) {
  const home = mkdtempSync(join(tmpdir(), 'lighter-registry-'));
  const release = guard({ kind: 'folder', path: home });
  const data = storage ?? join(home, 'data');
  if (storage === undefined) cpSync(join(await imageFolder(), 'registry'), data, { recursive: true });
  else mkdirSync(storage, { recursive: true });

  const inner = await freePort();
  /** @type {Record<string, unknown>} */
  const config = {
    version: '0.1',
    log: { level: 'warn' },
    storage: { filesystem: { rootdirectory: data }, delete: { enabled: true } },
    http: { addr: `127.0.0.1:${inner}`, secret: 'for tests only' },
  };
  if (auth !== undefined) {
    const path = join(home, 'htpasswd');
    writeFileSync(path, await run('htpasswd', ['-Bbn', auth.user, auth.password]));
    config.auth = { htpasswd: { realm: 'Test registry', path } };
  }
  // JSON is YAML.
  writeFileSync(join(home, 'config.yml'), JSON.stringify(config));
  const log = join(home, 'registry.log');
  const server = await startBackground('docker-registry', ['serve', join(home, 'config.yml')], { log });
  const throttle = await startThrottle(inner, bytesPerSecond);
  const stop = async () => {
    throttle.stop();
    await server.stop();
    rmSync(home, { recursive: true, force: true });
    release();
  };
  try {
    const ready = await until('the registry to answer', async () =>
      server.running() ? portAnswers(inner) : 'ended',
    );
    if (ready === 'ended') throw new Error(`docker-registry does not start:\n${logTail(log)}`);
  } catch (error) {
    await stop();
    throw error;
  }

  const url = `http://127.0.0.1:${throttle.port}`;
  return {
    port: throttle.port,
    host: `127.0.0.1:${throttle.port}`,
    url,
    setSpeed: throttle.setSpeed,
    async tags(repository) {
      const login = auth && Buffer.from(`${auth.user}:${auth.password}`).toString('base64');
      const headers = login === undefined ? undefined : { authorization: `Basic ${login}` };
      const reply = await fetch(`${url}/v2/${repository}/tags/list`, { headers });
      if (!reply.ok) throw new Error(`The registry says ${reply.status} about ${repository}.`);
      const { tags } = /** @type {{ tags: string[] | null }} */ (await reply.json());
      return tags ?? [];
    },
    stop,
  };
}

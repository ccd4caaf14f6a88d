import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import type { BuildForm } from '@contract/builds';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { BuildEvent } from '../../engine/build-events';
import { createBuildxFinder } from './find';
import { runBuildx } from './run';

const form: BuildForm = {
  dockerfile: 'Dockerfile',
  tags: ['me/app:1'],
  args: [{ name: 'TOKEN', value: 'canary-1', secret: true }],
  target: '',
  platform: '',
  noCache: false,
  pull: false,
  builder: 'buildx',
  secrets: [],
  ssh: false,
};

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'lighter-fake-docker-'));
});
afterEach(() => rmSync(home, { recursive: true }));

/** A docker command that does what this shell script says when it is to build. */
function fakeDocker(script: string): string {
  const bin = join(home, 'bin');
  mkdirSync(bin, { recursive: true });
  writeFileSync(
    join(bin, 'docker'),
    `#!/bin/sh\nif [ "$1 $2" = 'buildx version' ]; then echo 'github.com/docker/buildx v0.13.1 abc'; exit; fi\n` +
      `for one in "$@"; do case "$one" in --iidfile=*) id="\${one#--iidfile=}";; esac; done\n${script}\n`,
    { mode: 0o755 },
  );
  return bin;
}
const finder = (bin: string, more: NodeJS.ProcessEnv = {}) =>
  createBuildxFinder({
    env: { PATH: [bin, '/usr/bin', '/bin'].join(delimiter), HOME: home, ...more },
    home,
    platform: process.platform,
  });
async function start(script: string, signal = new AbortController().signal, more?: NodeJS.ProcessEnv) {
  const buildx = await finder(fakeDocker(script), more)();
  if (!buildx) throw new Error('buildx was not found');
  const target = { kind: 'socket' as const, path: '/run/x.sock' };
  return runBuildx(
    { buildx, target, form, folder: home, dockerfile: join(home, 'Dockerfile'), agent: null },
    signal,
  );
}
async function all(events: AsyncIterable<BuildEvent>): Promise<BuildEvent[]> {
  const found: BuildEvent[] = [];
  for await (const event of events) found.push(event);
  return found;
}
const leftovers = () => readdirSync(tmpdir()).filter((name) => name.startsWith('lighter-buildx-'));
/** A process that has ended but whom nobody has waited for is a zombie. */
const lives = (pid: number) => {
  try {
    return !/^State:\s*Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
};

describe('docker buildx', () => {
  it('is looked for each time until it is there', async () => {
    const bin = join(home, 'bin');
    const find = finder(bin);
    mkdirSync(bin);
    writeFileSync(join(bin, 'docker'), '#!/bin/sh\necho no such command >&2; exit 1\n', { mode: 0o755 });
    expect(await find()).toBeNull();
    fakeDocker('exit 0');
    expect(await find()).toMatchObject({ docker: join(bin, 'docker'), version: '0.13.1' });
  });

  it('builds on the engine it is led to, sees little of our environment, and leaves nothing behind', async () => {
    const before = leftovers();
    const events = await all(
      await start(
        `env > ${join(home, 'env')}\necho "$@" > ${join(home, 'args')}\n` +
          `echo '{"logs":[{"vertex":"a","data":"aGk="}]}' >&2\nprintf 'sha256:1' > "$id"`,
        undefined,
        {
          DOCKER_CONTEXT: 'elsewhere',
          DOCKER_HOST: 'tcp://wrong',
          PASSWORD: 'canary',
          DOCKER_CONFIG: '/cfg',
        },
      ),
    );
    expect(events).toEqual([
      { kind: 'output', id: 'a', text: 'hi' },
      { kind: 'image', id: 'sha256:1' },
    ]);
    const env = readFileSync(join(home, 'env'), 'utf8');
    expect(env).toContain('DOCKER_HOST=unix:///run/x.sock');
    expect(env).toContain('TOKEN=canary-1');
    expect(env).toContain('DOCKER_CONFIG=/cfg');
    expect(env).not.toMatch(/DOCKER_CONTEXT|PASSWORD/);
    expect(readFileSync(join(home, 'args'), 'utf8')).not.toContain('canary');
    expect(leftovers()).toEqual(before);
  });

  it('fails with its words, and where it makes no image', async () => {
    await expect(
      start('echo "ERROR: failed to solve: exit code: 7" >&2; exit 1').then(all),
    ).rejects.toMatchObject({ code: 'invalid-input', message: 'failed to solve: exit code: 7' });
    await expect(start('echo "ERROR: no space left on device" >&2; exit 1').then(all)).rejects.toMatchObject({
      code: 'internal',
    });
    await expect(start('exit 3').then(all)).rejects.toMatchObject({ message: /code 3/ });
    await expect(start('exit 0').then(all)).rejects.toThrow();
  });

  it('is ended with all that it has started when the build is cancelled', async () => {
    const pidFile = join(home, 'pid');
    const abort = new AbortController();
    // The docker command itself does not pass the signal on.
    const running = all(await start(`sh -c 'echo $$ > ${pidFile}; exec sleep 300'`, abort.signal));
    running.catch(() => undefined);
    await vi.waitFor(() => expect(existsSync(pidFile) && readFileSync(pidFile, 'utf8')).toMatch(/\d+\n/));
    abort.abort();
    await expect(running).rejects.toMatchObject({ code: 'cancelled' });
    const pid = Number(readFileSync(pidFile, 'utf8'));
    await vi.waitFor(() => expect(lives(pid)).toBe(false));
  });
});

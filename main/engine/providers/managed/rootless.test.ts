import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createCommands } from '../commands';
import { ProviderFailure } from '../types';
import { daemonProgram, launchDaemon } from './daemon';
import { endDaemon } from './end-daemon';
import { managedPaths } from './paths';

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'lighter-rootless-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

/** Stands for Docker's script, which needs a user with subordinate ids: keeps what it was given, then does `then`. */
function script(then: string): void {
  const path = join(home, 'bin/dockerd-rootless.sh');
  mkdirSync(join(home, 'bin'));
  const lines = [
    `#!${process.execPath}`,
    "const { readFileSync, writeFileSync } = require('node:fs');",
    `writeFileSync(${JSON.stringify(join(home, 'given.json'))}, JSON.stringify({ args: process.argv.slice(2), env: process.env }));`,
    "const config = JSON.parse(readFileSync(process.argv[process.argv.indexOf('--config-file') + 1], 'utf8'));",
    then,
  ];
  writeFileSync(path, lines.join('\n'));
  chmodSync(path, 0o755);
}

function place() {
  const env = {
    PATH: `${join(home, 'bin')}:${process.env.PATH}`,
    HOME: home,
    XDG_RUNTIME_DIR: home,
    HTTPS_PROXY: 'http://proxy:3128',
    DOCKER_HOST: 'tcp://elsewhere:2375',
    SECRET_TOKEN: 'of no concern to dockerd',
  };
  return {
    commands: createCommands({ env, home, platform: 'linux' }),
    paths: managedPaths({ profile: join(home, 'p'), ownProfile: true, home, env, isRoot: false }),
    isRoot: false,
  };
}

const given = () => JSON.parse(readFileSync(join(home, 'given.json'), 'utf8'));

describe.runIf(process.platform === 'linux')('an engine without root', () => {
  it("is started by Docker's script, with a configuration of its own and nothing of our environment to spare", async () => {
    script(`writeFileSync(config.pidfile, String(process.pid));
      require('node:http').createServer((_request, response) => response.end('OK'))
        .listen(config.hosts[0].replace('unix://', ''));`);
    const here = place();
    const steps: string[] = [];
    const { child, bridge } = await launchDaemon(here, null, AbortSignal.timeout(20_000), (step) =>
      steps.push(step),
    );
    try {
      expect(bridge).toBeNull();
      expect(steps[0]).toBe('preparing');
      expect(given().args).toEqual([
        '--config-file',
        here.paths.config,
        '--containerd-namespace',
        here.paths.namespace,
        '--containerd-plugins-namespace',
        `${here.paths.namespace}-plugins`,
      ]);
      expect(Object.keys(given().env).sort()).toEqual(['HOME', 'HTTPS_PROXY', 'PATH', 'XDG_RUNTIME_DIR']);
      // A network and cgroups of its own are what the script sees to.
      const config = JSON.parse(readFileSync(here.paths.config, 'utf8'));
      expect(config).not.toHaveProperty('bridge');
      expect(config['live-restore']).toBe(false);
    } finally {
      await endDaemon(here, child.pid ?? null, 5_000);
    }
  });

  it('says why it does not start in the words of its log', async () => {
    script(
      `console.error('[rootlesskit:parent] error: failed to setup UID/GID map: newuidmap failed'); process.exit(1);`,
    );
    const failed = launchDaemon(place(), null, AbortSignal.timeout(20_000), () => undefined);
    await expect(failed).rejects.toBeInstanceOf(ProviderFailure);
    await expect(failed).rejects.toThrow('newuidmap failed');
  });

  it('has no program where the script is missing', () => {
    const none = { ...place(), commands: { ...place().commands, find: () => null } };
    expect([null, '/usr/share/docker.io/contrib/dockerd-rootless.sh']).toContain(daemonProgram(none));
  });
});

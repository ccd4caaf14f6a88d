import { existsSync } from 'node:fs';
import { posix } from 'node:path';
import type { ProviderId } from '@contract/engine';
import type { Commands, Machine, Output } from './commands';
import { decisiveLines, failureCode } from './log-lines';
import { able, notInstalled, type Progress, type Provider, ProviderFailure } from './types';
import { pause } from './wait';

/** The properties of one unit, as `systemctl show` prints them. */
export interface Unit {
  id: string;
  loaded: boolean;
  active: boolean;
}

/** Reads `systemctl show A B --property=Id,LoadState,ActiveState`: a block a unit, empty lines between. Pure. */
export function parseUnits(text: string): Unit[] {
  return text
    .trim()
    .split(/\n\s*\n/)
    .map((block) => Object.fromEntries(block.split('\n').map((line) => line.split(/=(.*)/s).slice(0, 2))))
    .filter((unit) => unit.Id)
    .map((unit) => ({
      id: unit.Id,
      loaded: unit.LoadState === 'loaded',
      active: ['active', 'activating', 'reloading', 'deactivating'].includes(unit.ActiveState),
    }));
}

/** pkexec ends with 126 when the question was dismissed and with 127 when nobody could be asked or it was refused. */
export function pkexecRefused(code: number | null): boolean {
  return code === 126 || code === 127;
}

const showMs = 4_000;
/** After 90 s, its usual limit, systemd kills what does not stop; a dockerd that is just starting rootless does not. */
const workMs = 100_000;
/** Lines of the journal that are read: dockerd 20.10 says a dozen of nothing at each start. */
const readLines = 60;
/** ms between two looks into the journal. */
const lookEvery = 700;

interface SystemdOptions {
  commands: Commands;
  machine: Machine;
  /** The user's own manager (rootless docker) instead of the system's. */
  user: boolean;
  isRoot: boolean;
  /** Whether systemd is in charge here; replaced in tests. */
  booted?: () => boolean;
  /** Whether a file is there; replaced in tests. */
  exists?: (path: string) => boolean;
  /** ms between two looks into the journal; replaced in tests. */
  lookEvery?: number;
}

/**
 * docker.service of systemd. As another user than root, the system's one goes through pkexec, which asks for the
 * password in the desktop's own dialog. docker.socket is stopped with it: it would start it again at our next ping. A
 * socket whose file somebody has deleted belongs to that unit, and only its restart makes the file anew.
 */
export function systemdProvider(options: SystemdOptions): Provider {
  const { commands, machine, user, isRoot, exists = existsSync } = options;
  const run = machine.env.XDG_RUNTIME_DIR;
  const booted =
    options.booted ??
    (() =>
      user ? run !== undefined && existsSync(posix.join(run, 'systemd')) : existsSync('/run/systemd/system'));
  const id: ProviderId = user ? 'systemd-user' : 'systemd';
  const sockets = user
    ? run
      ? [posix.join(run, 'docker.sock')]
      : []
    : ['/var/run/docker.sock', '/run/docker.sock'];
  const scope = user ? ['--user'] : [];
  const elevated = !user && !isRoot;

  async function units(signal: AbortSignal): Promise<Unit[]> {
    const systemctl = machine.platform === 'linux' && booted() ? commands.find('systemctl') : null;
    if (!systemctl) return [];
    const names = user ? ['docker.service'] : ['docker.service', 'docker.socket'];
    const args = [...scope, 'show', ...names, '--property=Id,LoadState,ActiveState'];
    return parseUnits((await commands.run(systemctl, args, { signal, limitMs: showMs })).stdout);
  }

  /** The unit's last lines in the journal, those of before the second of `since` (ms since 1970) left out. */
  async function log(signal: AbortSignal, since?: number): Promise<string[]> {
    const journalctl = commands.find('journalctl');
    if (!journalctl) return [];
    const args = [
      ...scope,
      '--unit=docker.service',
      ...(since === undefined ? [] : [`--since=@${Math.floor(since / 1000)}`]),
      `--lines=${readLines}`,
      '--no-pager',
      '--output=cat',
    ];
    const { stdout } = await commands.run(journalctl, args, { signal, limitMs: showMs });
    return stdout.split('\n').filter(Boolean);
  }

  /** Tells the journal's lines of since `since` while `work` goes on. */
  async function telling<T>(work: Promise<T>, since: number, tell: (lines: string[]) => void): Promise<T> {
    const ended = new AbortController();
    const look = async () => {
      const every = options.lookEvery ?? lookEvery;
      while (!ended.signal.aborted) {
        const lines = await log(ended.signal, since).catch(() => []);
        if (!ended.signal.aborted && lines.length > 0) tell(lines);
        await pause(every, ended.signal).catch(() => undefined);
      }
    };
    void look();
    return work.finally(() => ended.abort());
  }

  async function control(
    verb: 'start' | 'stop' | 'restart',
    signal: AbortSignal,
    progress: Progress,
  ): Promise<void> {
    const systemctl = commands.find('systemctl');
    const pkexec = elevated ? commands.find('pkexec') : null;
    if (!systemctl || (elevated && !pkexec))
      throw new ProviderFailure('missing-program', 'systemctl or pkexec is gone.');
    const all = await units(signal);
    const withSocket = verb === 'stop' || (verb === 'restart' && !sockets.some(exists));
    const names = ['docker.service', 'docker.socket'].filter(
      (name) =>
        name === 'docker.service' || (withSocket && all.some((unit) => unit.id === name && unit.active)),
    );
    const step = verb === 'stop' ? 'stopping' : 'launching';
    progress(pkexec ? 'authorizing' : step);
    const args = [...scope, verb, ...names.reverse()];
    const since = Date.now();
    const work = pkexec
      ? commands.run(pkexec, [systemctl, ...args], { signal, limitMs: workMs })
      : commands.run(systemctl, args, { signal, limitMs: workMs });
    // What the unit says means that the password was given.
    const result: Output = await telling(work, since, (lines) => progress(step, lines));
    if (result.code === 0) return;
    const said = result.stderr.split('\n').filter(Boolean);
    if (pkexec && pkexecRefused(result.code)) {
      throw new ProviderFailure(
        'not-authorized',
        'The system did not give the right to do this.',
        said.slice(-3),
      );
    }
    const lines = decisiveLines(await log(signal, since).catch(() => []));
    throw new ProviderFailure(
      failureCode([...lines, ...said]),
      said[0] ?? 'systemctl failed.',
      lines.length > 0 ? lines : said,
    );
  }

  return {
    id,
    name: user ? 'docker.service (user)' : 'docker.service',
    startLimit: 60_000,
    serves: (url) => sockets.some((path) => url === `unix://${path}`),
    detect: async (signal) => {
      const service = (await units(signal)).find((unit) => unit.id === 'docker.service');
      if (!service?.loaded) return notInstalled;
      return able(service.active, elevated && !commands.find('pkexec') ? 'needs-root' : null);
    },
    start: (signal, progress) => control('start', signal, progress),
    stop: (signal, progress) => control('stop', signal, progress),
    restart: (signal, progress) => control('restart', signal, progress),
    // systemctl only waits: the unit starts without it. As another user that would ask for the password again.
    ...(elevated ? {} : { abandon: (signal: AbortSignal) => control('stop', signal, () => undefined) }),
    log: (signal) => log(signal),
  };
}

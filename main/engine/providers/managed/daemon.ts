import type { ChildProcess } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { ping } from '../../ping';
import { createTransport } from '../../transport';
import { decisiveLines, failureCode } from '../log-lines';
import { spawnClean } from '../spawn-clean';
import { type Progress, ProviderFailure } from '../types';
import { type BridgeChoice, prepareBridge, removeBridge } from './bridge';
import { daemonConfig } from './daemon-config';
import { type DaemonPlace, endDaemon } from './end-daemon';
import { clearStale } from './leftovers';
import { logSize, logTail, rotateLog } from './log-file';
import type { ManagedPaths } from './paths';
import { allProcesses, otherDaemonHere } from './processes';
import { writeJson } from './state-file';

/** What starts dockerd here: itself as root, else the script that gives it a user namespace. Null: nothing does. */
export function daemonProgram({ commands, isRoot }: DaemonPlace): string | null {
  if (isRoot) return commands.find('dockerd');
  const script = '/usr/share/docker.io/contrib/dockerd-rootless.sh';
  return commands.find('dockerd-rootless.sh') ?? (existsSync(script) ? script : null);
}

/** ms */
const pollMs = 100;
const pingMs = 2_000;
const bridgeMs = 10_000;
const cancelMs = 5_000;
/** Lines of the log that are read while it goes on; most may be chatter. */
const tailLines = 40;

/** Whether an engine answers on our socket now. */
export async function daemonAnswers(paths: ManagedPaths, signal: AbortSignal): Promise<boolean> {
  if (!existsSync(paths.socket)) return false;
  const transport = createTransport({ kind: 'socket', path: paths.socket });
  try {
    await ping(transport, pingMs, signal);
    return true;
  } catch {
    return false;
  } finally {
    transport.dispose();
  }
}

/**
 * Starts dockerd in a session of its own, so that it outlives us, and waits until it answers. Gives the process and
 * the bridge in use. When `signal` is aborted or dockerd ends, everything it has begun is taken away again.
 */
export async function launchDaemon(
  place: DaemonPlace,
  lastBridge: BridgeChoice | null,
  signal: AbortSignal,
  progress: Progress,
): Promise<{ child: ChildProcess; bridge: BridgeChoice | null }> {
  const { commands, paths, isRoot } = place;
  progress('preparing');
  const program = daemonProgram(place);
  if (!program) throw new ProviderFailure('missing-program', 'dockerd is not installed.');
  mkdirSync(paths.root, { recursive: true, mode: 0o711 });
  await clearStale(commands, paths);
  rotateLog(paths.log);
  const bridge = isRoot ? await prepareBridge(commands, lastBridge, signal) : null;
  const firewall = !isRoot || !otherDaemonHere(allProcesses(), paths.config);
  writeJson(paths.config, daemonConfig({ paths, bridge, firewall, liveRestore: isRoot }));

  progress('launching');
  const from = logSize(paths.log);
  const child = spawnDaemon(program, place);
  let ended: string | null = null;
  child.once('error', (error) => {
    ended = error.message;
  });
  child.once('exit', (code, by) => {
    ended = `dockerd ended with ${code ?? by}.`;
  });
  try {
    for (;;) {
      signal.throwIfAborted();
      if (ended !== null) {
        const lines = decisiveLines(logTail(paths.log, 40, from));
        throw new ProviderFailure(failureCode(lines), lines.at(-1) ?? ended, lines);
      }
      if (await daemonAnswers(paths, signal)) return { child, bridge };
      progress(existsSync(paths.pidFile) ? 'answering' : 'launching', logTail(paths.log, tailLines, from));
      await delay(pollMs);
    }
  } catch (error) {
    await endDaemon(place, child.pid ?? null, cancelMs);
    if (bridge) await removeBridge(commands, bridge, AbortSignal.timeout(bridgeMs));
    throw error;
  }
}

function spawnDaemon(program: string, { paths, commands }: DaemonPlace): ChildProcess {
  const output = openSync(paths.log, 'a', 0o600);
  try {
    const names = [
      '--containerd-namespace',
      paths.namespace,
      '--containerd-plugins-namespace',
      `${paths.namespace}-plugins`,
    ];
    const child = spawnClean(program, ['--config-file', paths.config, ...names], {
      cwd: '/',
      env: daemonEnv(commands.env),
      detached: true,
      stdio: ['ignore', output, output],
    });
    child.unref();
    return child;
  } finally {
    closeSync(output);
  }
}

/** What dockerd may see of our environment: where programs are, and the proxies it pulls through. */
function daemonEnv(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const passed =
    /^(PATH|HOME|USER|LOGNAME|LANG|TMPDIR|XDG_RUNTIME_DIR|XDG_DATA_HOME|DBUS_SESSION_BUS_ADDRESS|(https?|no|all)_proxy)$/i;
  return Object.fromEntries(Object.entries(env).filter(([name]) => passed.test(name)));
}

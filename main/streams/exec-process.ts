import type { Duplex } from 'node:stream';
import type { TerminalStart } from '@contract/exec';
import { toLighterError } from '../engine/errors';
import { enginePath } from '../engine/path';
import type { EngineClient } from '../engine/types';

/** Cells of a terminal. */
export interface TerminalSize {
  cols: number;
  rows: number;
}

/** What the engine says of a process. */
export interface ExecState {
  running: boolean;
  /** It has really been started: engines say `running` already while they try. */
  hasPid: boolean;
  exitCode: number | null;
}

/** A process in a container that has a terminal, and the stream to it. */
export interface ExecProcess {
  readonly id: string;
  readonly socket: Duplex;
  /** `POST /exec/{id}/resize`; only the last of several waiting sizes is sent. */
  resize(size: TerminalSize): void;
  /** `GET /exec/{id}/json`; null once the engine has forgotten it (its container stopped). */
  inspect(): Promise<ExecState | null>;
}

/** Nobody presses these: with the engine's own default every Ctrl+P would wait for the key after it. */
const detachKeys = 'ctrl-@,ctrl-^,ctrl-@,ctrl-^';

/**
 * `POST /containers/{id}/exec` and `POST /exec/{id}/start`, then at once the size: before the start the engine
 * answers with an error. `mark` goes into the process's environment, where its descendants inherit it.
 * Throws `conflict` when the container does not run or is paused.
 */
export async function startExec(
  client: EngineClient,
  wish: Pick<TerminalStart, 'id' | 'user'> & { command: readonly string[]; mark: string },
  size: TerminalSize,
): Promise<ExecProcess> {
  const { Id } = await client.request<{ Id: string }>('POST', enginePath`/containers/${wish.id}/exec`, {
    body: {
      AttachStdin: true,
      AttachStdout: true,
      AttachStderr: true,
      Tty: true,
      DetachKeys: detachKeys,
      Env: ['TERM=xterm-256color', wish.mark],
      Cmd: wish.command,
      ...(wish.user === '' ? {} : { User: wish.user }),
    },
  });
  const socket = await client.hijack(enginePath`/exec/${Id}/start`, { body: { Detach: false, Tty: true } });
  const resize = createResize(client, Id);
  resize(size);
  return { id: Id, socket, resize, inspect: () => inspectExec(client, Id) };
}

/** `POST /exec/{id}/start` without looking at it. */
export async function startDetached(
  client: EngineClient,
  id: string,
  user: string,
  command: readonly string[],
): Promise<void> {
  const { Id } = await client.request<{ Id: string }>('POST', enginePath`/containers/${id}/exec`, {
    body: { Cmd: command, ...(user === '' ? {} : { User: user }) },
  });
  await client.request('POST', enginePath`/exec/${Id}/start`, { body: { Detach: true, Tty: false } });
}

function createResize(client: EngineClient, execId: string): (size: TerminalSize) => void {
  let wanted: TerminalSize | null = null;
  let busy = false;
  async function work(): Promise<void> {
    busy = true;
    while (wanted) {
      const { cols, rows } = wanted;
      wanted = null;
      try {
        await client.request('POST', enginePath`/exec/${execId}/resize`, { query: { h: rows, w: cols } });
      } catch {
        // The process has just ended, or is not quite there yet: its first output brings the size again.
      }
    }
    busy = false;
  }
  return (size) => {
    wanted = size;
    if (!busy) void work();
  };
}

async function inspectExec(client: EngineClient, execId: string): Promise<ExecState | null> {
  try {
    const found = await client.request<{ Running?: boolean; Pid?: number; ExitCode?: number | null } | null>(
      'GET',
      enginePath`/exec/${execId}/json`,
    );
    return {
      running: found?.Running === true,
      hasPid: (found?.Pid ?? 0) > 0,
      exitCode: found?.ExitCode ?? null,
    };
  } catch (error) {
    if (toLighterError(error).code === 'not-found') return null;
    throw error;
  }
}

/** `GET /containers/{id}/json`: when its main process was started; null when it does not run or is gone. */
export async function runningSince(client: EngineClient, id: string): Promise<string | null> {
  try {
    const found = await client.request<{ State?: { Running?: boolean; StartedAt?: string } } | null>(
      'GET',
      enginePath`/containers/${id}/json`,
    );
    return found?.State?.Running === true ? (found.State.StartedAt ?? '') : null;
  } catch (error) {
    if (toLighterError(error).code === 'not-found') return null;
    throw error;
  }
}

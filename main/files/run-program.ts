import { LighterError } from '@contract/errors';
import { toLighterError } from '../engine/errors';
import { createDemuxer } from '../engine/framing';
import { enginePath } from '../engine/path';
import type { EngineClient } from '../engine/types';
import { isMissingProgram } from '../streams/exec-shells';

export interface ProgramEnd {
  exitCode: number | null;
  output: Buffer;
  /** At most some kilobytes. */
  complaints: string;
}

const maxComplaints = 8 * 1024;

/**
 * Runs a program in a running container, as root, and gives what it wrote: arguments go as they are, through no
 * shell (`POST /containers/{id}/exec`). Null when the container has no such program. Throws `conflict` when the
 * container does not run, `timeout`, and `unsupported` when it writes more than `maxOutput` bytes.
 */
export async function runProgram(
  client: EngineClient,
  id: string,
  command: readonly string[],
  limits: { timeoutMs: number; maxOutput: number; signal?: AbortSignal },
): Promise<ProgramEnd | null> {
  const { Id } = await client.request<{ Id: string }>('POST', enginePath`/containers/${id}/exec`, {
    body: {
      AttachStdout: true,
      AttachStderr: true,
      // `stat` of GNU quotes names unless told otherwise.
      Env: ['LC_ALL=C', 'QUOTING_STYLE=literal'],
      User: '0',
      Cmd: command,
    },
    signal: limits.signal,
  });
  const output: Buffer[] = [];
  let size = 0;
  let complaints = '';
  const demuxer = createDemuxer((stream, bytes) => {
    if (stream === 'stdout') {
      size += bytes.length;
      output.push(bytes);
    } else if (complaints.length < maxComplaints) complaints += bytes.toString('utf8');
  });
  let late: NodeJS.Timeout | undefined;
  let isLate = false;
  try {
    const socket = await client.hijack(enginePath`/exec/${Id}/start`, {
      body: { Detach: false, Tty: false },
      signal: limits.signal,
    });
    late = setTimeout(() => {
      isLate = true;
      socket.destroy();
    }, limits.timeoutMs);
    for await (const chunk of socket) {
      demuxer.push(chunk);
      if (size > limits.maxOutput) {
        socket.destroy();
        throw new LighterError({ code: 'unsupported', message: 'The program wrote too much.' });
      }
    }
    if (!demuxer.atBorder) throw cut();
  } catch (error) {
    if (isLate) throw new LighterError({ code: 'timeout', message: `${command[0]} took too long.` });
    const typed = toLighterError(error);
    if (isMissingProgram(typed.message)) return null;
    throw typed;
  } finally {
    clearTimeout(late);
  }
  if (isLate) throw new LighterError({ code: 'timeout', message: `${command[0]} took too long.` });
  const state = await client.request<{ ExitCode?: number | null } | null>(
    'GET',
    enginePath`/exec/${Id}/json`,
    { signal: limits.signal },
  );
  const exitCode = state?.ExitCode ?? null;
  const isMissing = (exitCode === 126 || exitCode === 127) && size === 0;
  return isMissing ? null : { exitCode, output: Buffer.concat(output), complaints: complaints.trim() };
}

const cut = () => new LighterError({ code: 'engine-unreachable', message: 'The answer broke off.' });

import type { Duplex } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import { LighterError } from '@contract/errors';
import type { AttachStart, TerminalControl, TerminalItem } from '@contract/exec';
import { createDemuxer } from '../engine/framing';
import { enginePath } from '../engine/path';
import type { Connection, EngineClient } from '../engine/types';
import type { StreamHandlers, StreamSink } from '../ipc/types';
import { createExecOutput } from './exec-output';
import { runningSince } from './exec-process';

type Sink = StreamSink<TerminalItem, TerminalControl>;

/** Nobody types these; the engine takes them for the wish to leave the process alone. */
const leaveKeys = { name: 'ctrl-@,ctrl-^,ctrl-@,ctrl-^', text: '\0\x1e\0\x1e' };
/** The engine is given this long to take the wish, ms. */
const leaveLimit = 1000;
/** Characters on their way to the engine beyond which a view does not keep to the rules. */
const maxPending = 1 << 20;

/** The handler of `exec.attach`. */
export function attachStream({
  connection,
}: {
  connection: Connection;
}): Pick<StreamHandlers, 'exec.attach'> {
  return {
    'exec.attach': async (input, sink) => {
      const client = connection.require(input.epoch);
      const { tty, takesInput, startedAt } = await lookAt(client, input.id);
      const socket = await client.hijack(enginePath`/containers/${input.id}/attach`, {
        query: { stream: 1, stdin: takesInput ? 1 : 0, stdout: 1, stderr: 1, detachKeys: leaveKeys.name },
      });
      sink.send([{ kind: 'attached', takesInput }]);
      const leave = obey({ client, input, sink, socket, takesInput });
      if (tty) void redraw(client, input);
      await pass(socket, sink, tty);
      if (leave.wanted) sink.send([{ kind: 'closed', how: 'detached' }]);
      else sink.send([{ kind: 'ended', exitCode: null, why: await whyEnded(client, input.id, startedAt) }]);
      sink.end();
    },
  };
}

interface Main {
  tty: boolean;
  /** It reads, and line by line as from a keyboard: into a pipe nothing is typed by a person. */
  takesInput: boolean;
  startedAt: string;
}

/** `GET /containers/{id}/json`. Throws `conflict` when it does not run. */
async function lookAt(client: EngineClient, id: string): Promise<Main> {
  const { Config, State } = await client.request<{
    Config?: { Tty?: boolean; OpenStdin?: boolean };
    State?: { Running?: boolean; StartedAt?: string };
  }>('GET', enginePath`/containers/${id}/json`);
  if (State?.Running !== true) throw new LighterError({ code: 'conflict', message: 'It is not running.' });
  const tty = Config?.Tty === true;
  return { tty, takesInput: tty && Config?.OpenStdin === true, startedAt: State.StartedAt ?? '' };
}

interface Attached {
  client: EngineClient;
  input: AttachStart;
  sink: Sink;
  socket: Duplex;
  takesInput: boolean;
}

/** Does what the view says, and leaves the process alone when the view goes. */
function obey({ client, input, sink, socket, takesInput }: Attached): { readonly wanted: boolean } {
  const leave = { wanted: false };
  const go = () => {
    if (leave.wanted) return;
    leave.wanted = true;
    // Cutting the line would close the input of a process that is to have one only once, which ends a shell.
    if (takesInput) socket.write(leaveKeys.text);
    else socket.destroy();
    setTimeout(() => socket.destroy(), leaveLimit).unref();
  };
  sink.onControl((message) => {
    if (message.kind === 'close') go();
    else if (message.kind === 'resize') void resize(client, input.id, message);
    else if (!takesInput || leave.wanted) return;
    else if (socket.writableLength + message.text.length > maxPending)
      sink.fail({ code: 'invalid-input', message: 'More was typed than the engine takes.' });
    else socket.write(message.text, () => sink.send([{ kind: 'taken', size: message.text.length }]));
  });
  sink.signal.addEventListener('abort', go, { once: true });
  if (sink.signal.aborted) go();
  return leave;
}

/** `POST /containers/{id}/resize` */
async function resize(client: EngineClient, id: string, size: { cols: number; rows: number }): Promise<void> {
  try {
    await client.request('POST', enginePath`/containers/${id}/resize`, {
      query: { h: size.rows, w: size.cols },
    });
  } catch {
    // It has just ended, or has no terminal.
  }
}

/** Two sizes one after the other make a program with a screen draw it: what it has drawn before is not sent. */
async function redraw(client: EngineClient, { id, cols, rows }: AttachStart): Promise<void> {
  await resize(client, id, { cols, rows: rows + 1 });
  await resize(client, id, { cols, rows });
}

/** Passes the output on until there is no more. */
async function pass(socket: Duplex, sink: Sink, tty: boolean): Promise<void> {
  const output = createExecOutput(sink);
  const decoders = { stdout: new StringDecoder('utf8'), stderr: new StringDecoder('utf8') };
  const framer = tty
    ? null
    : createDemuxer((which, bytes) => output.add(decoders[which].write(bytes).replace(/\r?\n/g, '\r\n')));
  try {
    for await (const chunk of socket) {
      if (framer) framer.push(chunk);
      else output.add(decoders.stdout.write(chunk));
      await output.ready();
    }
  } catch {
    // Cut: by us, by the engine's end, or with its container.
  }
  output.flush();
}

async function whyEnded(
  client: EngineClient,
  id: string,
  startedAt: string,
): Promise<'exited' | 'stopped' | 'lost'> {
  try {
    // Somebody else may have detached everybody; the process then goes on.
    return (await runningSince(client, id)) === startedAt ? 'exited' : 'stopped';
  } catch {
    return 'lost';
  }
}

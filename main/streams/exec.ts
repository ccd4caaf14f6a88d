import { randomBytes } from 'node:crypto';
import { StringDecoder } from 'node:string_decoder';
import { LighterError } from '@contract/errors';
import type { TerminalControl, TerminalItem, TerminalStart } from '@contract/exec';
import { toLighterError } from '../engine/errors';
import type { Connection, EngineClient } from '../engine/types';
import type { StreamHandlers, StreamSink } from '../ipc/types';
import { hangUp, type Patience } from './exec-hang-up';
import { createExecOutput } from './exec-output';
import { type ExecProcess, runningSince, startExec } from './exec-process';
import { isMissingProgram, judgeEnd, mayBeRefusal, shellsFrom } from './exec-shells';

type Sink = StreamSink<TerminalItem, TerminalControl>;

/** So often the engine is asked whether a process without output runs, ms. */
const silentStart = 400;
/** Characters on their way to the engine beyond which a view does not keep to the rules. */
const maxPending = 1 << 20;
/** A kill from outside may be the container's end, which the engine tells a moment later: looks, ms between. */
const lastLooks = { times: 6, every: 200 };

/** Containers whose shell is remembered. */
const maxKnown = 200;

/** The handler of `exec.terminal`. */
export function execStream({
  connection,
  patience,
}: {
  connection: Connection;
  patience?: Patience;
}): Pick<StreamHandlers, 'exec.terminal'> {
  const known = new Map<string, readonly string[]>();
  const remember = (id: string, shell: readonly string[]) => {
    known.delete(id);
    known.set(id, shell);
    const [oldest] = known.keys();
    if (known.size > maxKnown && oldest !== undefined) known.delete(oldest);
  };
  return {
    'exec.terminal': async (input, sink) => {
      const client = connection.require(input.epoch);
      const since = await runningSince(client, input.id);
      const session = createSession({
        client,
        input,
        sink,
        since,
        patience,
        shell: () => known.get(input.id),
      });
      const tries = input.command.length > 0 ? [input.command] : shellsFrom(known.get(input.id));
      const missing: string[] = [];
      let words = '';
      for (const command of tries) {
        const end = await session.run(command, () => {
          if (input.command.length === 0) remember(input.id, command);
        });
        if (end === 'done' || sink.signal.aborted) return;
        words = end.words;
        missing.push(command.join(' '));
      }
      sink.send(
        input.command.length > 0
          ? [{ kind: 'refused', words }]
          : [{ kind: 'no-shell', tried: missing, words }],
      );
      sink.end();
    },
  };
}

interface SessionDeps {
  client: EngineClient;
  input: TerminalStart;
  sink: Sink;
  since: string | null;
  patience?: Patience;
  shell: () => readonly string[] | undefined;
}

/** One view's terminal: at most one process at a time, tried until one runs. */
function createSession({ client, input, sink, since, patience, shell }: SessionDeps) {
  let size = { cols: input.cols, rows: input.rows };
  let exec: ExecProcess | null = null;
  let closing: Promise<void> | null = null;
  let wantsClose = false;
  const mark = `LIGHTER_SESSION=${randomBytes(12).toString('hex')}`;
  const output = createExecOutput(sink);

  const close = (tell: boolean) => {
    wantsClose = true;
    const ending = exec;
    if (!ending || closing) return;
    closing = (async () => {
      const how = await hangUp({
        client,
        container: input.id,
        exec: ending,
        user: input.user,
        mark,
        shell: shell() ?? ['sh'],
        patience,
      });
      ending.socket.destroy();
      output.flush();
      if (tell) sink.send([{ kind: 'closed', how }]);
      sink.end();
    })();
  };

  sink.onControl((message) => {
    if (message.kind === 'resize') {
      size = { cols: message.cols, rows: message.rows };
      exec?.resize(size);
    } else if (message.kind === 'close') close(true);
    else if (exec && !closing) type(exec, message.text);
  });
  sink.signal.addEventListener('abort', () => close(false), { once: true });

  function type({ socket }: ExecProcess, text: string): void {
    if (socket.writableLength + text.length > maxPending) {
      sink.fail({ code: 'invalid-input', message: 'More was typed than the engine takes.' });
      return;
    }
    socket.write(text, () => sink.send([{ kind: 'taken', size: text.length }]));
  }

  /** Resolves when the process has ended and its view was told, or with the engine's words for why it never ran. */
  async function run(command: readonly string[], onRuns: () => void): Promise<'done' | { words: string }> {
    let started: ExecProcess;
    try {
      started = await startExec(client, { id: input.id, user: input.user, command, mark }, size);
    } catch (error) {
      const typed = toLighterError(error);
      if (isMissingProgram(typed.message)) return { words: typed.message };
      throw typed;
    }
    exec = started;
    let head = '';
    let runs = false;
    const decoder = new StringDecoder('utf8');
    const settle = () => {
      if (runs) return;
      runs = true;
      onRuns();
      sink.send([{ kind: 'started', command: [...command] }]);
      if (head !== '') output.add(head);
      started.resize(size);
    };
    if (wantsClose || sink.signal.aborted) close(!sink.signal.aborted);
    const timer = setInterval(() => {
      if (runs) return clearInterval(timer);
      started.inspect().then(
        (state) => {
          if (state?.running && state.hasPid) settle();
        },
        () => undefined,
      );
    }, silentStart);
    try {
      for await (const chunk of started.socket) {
        const text = decoder.write(chunk);
        if (runs) output.add(text);
        else {
          head += text;
          if (!mayBeRefusal(head)) settle();
        }
        await output.ready();
      }
    } catch {
      // Cut: by us, by the engine's end, or with its container.
    } finally {
      clearInterval(timer);
    }
    if (closing) {
      await closing;
      return 'done';
    }
    const end = await endOf(started);
    exec = null;
    if (!runs) {
      const verdict = end.why === 'exited' ? judgeEnd(head, end.exitCode) : 'ran';
      if (verdict === 'missing') return { words: head.trim() };
      if (verdict === 'refused') throw new LighterError({ code: 'invalid-input', message: head.trim() });
      settle();
    }
    output.flush();
    sink.send([{ kind: 'ended', ...end }]);
    sink.end();
    return 'done';
  }

  async function endOf(ended: ExecProcess): Promise<{
    exitCode: number | null;
    why: 'exited' | 'stopped' | 'lost';
  }> {
    try {
      const exitCode = (await ended.inspect())?.exitCode ?? null;
      const fromOutside = exitCode === null || exitCode === 137;
      for (let look = 0; look < (fromOutside ? lastLooks.times : 1); look += 1) {
        if ((await runningSince(client, input.id)) !== since) return { exitCode, why: 'stopped' };
        if (fromOutside) await new Promise<void>((resolve) => setTimeout(resolve, lastLooks.every));
      }
      return { exitCode, why: 'exited' };
    } catch {
      return { exitCode: null, why: 'lost' };
    }
  }

  return { run };
}

import type { StreamDef } from '@contract/define';
import type { LighterErrorData } from '@contract/errors';
import type { StreamName } from '@contract/index';
import { type DownFrame, maxUnackedBatches, type StreamRequest, type UpFrame } from '@contract/wire';
import type { MessagePortMain, WebContents } from 'electron';
import type { z } from 'zod';
import { toErrorData } from './error-data';
import type { StreamHandlers, StreamSink } from './types';

type Log = (level: 'warn' | 'error', message: string, detail?: unknown) => void;

/** What a stream needs of a port; a MessagePortMain in the app, a plain object in tests. */
export interface StreamPort {
  postMessage(message: DownFrame): void;
  close(): void;
  onMessage(listener: (data: unknown) => void): void;
  onClose(listener: () => void): void;
}

/**
 * What can be opened: each stream's schemas, and who answers it. The contract comes as a value, so that the first
 * streams can be served before all of it is loaded.
 */
export interface Served<N extends StreamName = StreamName> {
  readonly definitions: Record<N, StreamDef<z.ZodType, unknown, z.ZodType>>;
  readonly handlers: Pick<StreamHandlers, N>;
}

/** Opens one stream on a port: parses its input, runs its handler with a sink that counts acks. */
export function openStream<N extends StreamName>(
  { definitions, handlers }: Served<N>,
  request: unknown,
  port: StreamPort,
  log: Log,
): () => void {
  const closed = new AbortController();
  let sent = 0;
  let acked = 0;
  const wake: (() => void)[] = [];
  let control: ((value: unknown) => void) | null = null;
  const early: unknown[] = [];

  const release = () => {
    for (const resolve of wake.splice(0)) resolve();
  };
  const shut = () => {
    if (closed.signal.aborted) return;
    closed.abort();
    release();
    port.close();
  };
  const fail = (error: LighterErrorData) => {
    if (closed.signal.aborted) return;
    port.postMessage({ t: 'error', error });
    shut();
  };

  const { name, input } = (
    typeof request === 'object' && request !== null ? request : {}
  ) as Partial<StreamRequest>;
  port.onClose(shut);
  if (typeof name !== 'string' || !Object.hasOwn(definitions, name)) {
    fail({ code: 'invalid-input', message: 'Unknown stream' });
    return shut;
  }
  const definition = definitions[name as N];
  const parsed = definition.input.safeParse(input);
  if (!parsed.success) {
    fail({
      code: 'invalid-input',
      message: `${name}: invalid ${parsed.error.issues[0]?.path.join('.') || 'input'}`,
    });
    return shut;
  }

  const isLagging = () => sent - acked >= maxUnackedBatches;
  const sink: StreamSink<unknown, unknown> = {
    signal: closed.signal,
    send: (items) => {
      if (closed.signal.aborted) return false;
      if (items.length > 0) {
        sent += 1;
        port.postMessage({ t: 'data', seq: sent, items });
      }
      return !isLagging();
    },
    drained: () =>
      isLagging() && !closed.signal.aborted
        ? new Promise<void>((resolve) => wake.push(resolve))
        : Promise.resolve(),
    onControl: (listener) => {
      control = listener;
      for (const value of early.splice(0)) listener(value);
    },
    end: () => {
      if (closed.signal.aborted) return;
      port.postMessage({ t: 'end' });
      shut();
    },
    fail,
  };

  port.onMessage((data) => {
    const frame = data as Partial<UpFrame>;
    if (frame?.t === 'ack' && typeof frame.seq === 'number') {
      // Never past what was sent: a page that acks ahead must not switch the back-pressure off.
      acked = Math.max(acked, Math.min(frame.seq, sent));
      if (!isLagging()) release();
    } else if (frame?.t === 'control' && definition.control) {
      const value = definition.control.safeParse(frame.value);
      if (!value.success) fail({ code: 'invalid-input', message: `${name}: invalid control message` });
      else if (control) control(value.data);
      else early.push(value.data);
    } else if (frame?.t === 'close') shut();
  });

  const handler = handlers[name as N] as (
    input: unknown,
    sink: StreamSink<unknown, unknown>,
  ) => Promise<void> | void;
  // A handler that throws before its first await fails the stream in the same way as one that rejects.
  void (async () => handler(parsed.data, sink))().catch((error: unknown) => {
    if (closed.signal.aborted) return;
    const data = toErrorData(error);
    if (data.code === 'internal') log('error', `Stream ${name} failed`, error);
    fail(data);
  });
  return shut;
}

/** `onShut` is called once, whichever side has closed it. */
function portOf(port: MessagePortMain, onShut: () => void): StreamPort {
  return {
    postMessage: (message) => port.postMessage(message),
    close: () => {
      port.close();
      onShut();
    },
    onMessage: (listener) => {
      port.on('message', (event) => listener(event.data));
      port.start();
    },
    onClose: (listener) => port.on('close', listener),
  };
}

/** Opens the streams that pages ask for; when a page goes or reloads, all its streams are shut. */
export function serveStreams<N extends StreamName>(
  served: Served<N>,
  log: Log,
): { open(request: unknown, port: MessagePortMain, sender: WebContents): void; dispose(): void } {
  const open = new Set<() => void>();
  return {
    open: (request, port, sender) => {
      let isOver = false;
      let forget = () => {
        isOver = true;
      };
      const shut = openStream(
        served,
        request,
        portOf(port, () => forget()),
        log,
      );
      if (isOver) return;
      open.add(shut);
      // A page opens many in its life: each takes its listener away again.
      sender.once('destroyed', shut);
      forget = () => {
        open.delete(shut);
        sender.off('destroyed', shut);
      };
    },
    dispose: () => {
      for (const shut of open) shut();
    },
  };
}

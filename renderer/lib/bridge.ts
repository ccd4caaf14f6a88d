import { LighterError, type LighterErrorData } from '@contract/errors';
import type { ChosenFiles } from '@contract/files';
import type {
  CallInput,
  CallName,
  CallOutput,
  StreamControl,
  StreamInput,
  StreamItem,
  StreamName,
} from '@contract/index';
import { type Bridge, type DownFrame, streamTag, type UpFrame } from '@contract/wire';

declare global {
  interface Window {
    readonly bridge: Bridge;
  }
}

/** Asks main. Throws `LighterError`; its code is one of the contract's. */
export async function call<N extends CallName>(name: N, input: CallInput<N>): Promise<CallOutput<N>> {
  const reply = await window.bridge.call(name, input);
  if (!reply.ok) throw new LighterError(reply.error);
  return reply.value as CallOutput<N>;
}

export interface StreamHandle<N extends StreamName> {
  control(message: StreamControl<N>): void;
  /** Ends the stream; main destroys the engine request behind it. */
  close(): void;
}

export interface StreamListener<N extends StreamName> {
  /** A batch. Main sends the next ones ahead only so far: a promise delays the acknowledgement. */
  onItems(items: StreamItem<N>[]): void | Promise<void>;
  onEnd?(): void;
  onError?(error: LighterErrorData): void;
}

const waiting = new Map<string, (port: MessagePort) => void>();

window.addEventListener('message', (event) => {
  if (event.source !== window || event.data?.tag !== streamTag) return;
  const port = event.ports[0];
  const take = waiting.get(event.data.id);
  waiting.delete(event.data.id);
  if (port && take) take(port);
});

/** Opens a stream. Closing it (or leaving the page) destroys what main holds for it. */
export function openStream<N extends StreamName>(
  name: N,
  input: StreamInput<N>,
  listener: StreamListener<N>,
): StreamHandle<N> {
  let port: MessagePort | null = null;
  let closed = false;
  const early: UpFrame[] = [];
  const up = (frame: UpFrame) => {
    if (port) port.postMessage(frame);
    else early.push(frame);
  };
  const finish = () => {
    closed = true;
    port?.close();
  };

  const onFrame = async (frame: DownFrame) => {
    if (closed) return;
    if (frame.t === 'data') {
      await listener.onItems(frame.items as StreamItem<N>[]);
      if (!closed) up({ t: 'ack', seq: frame.seq });
    } else if (frame.t === 'end') {
      finish();
      listener.onEnd?.();
    } else {
      finish();
      listener.onError?.(frame.error);
    }
  };

  waiting.set(window.bridge.stream(name, input), (received) => {
    port = received;
    port.onmessage = (event) => void onFrame(event.data as DownFrame);
    for (const frame of early.splice(0)) port.postMessage(frame);
    if (closed) port.close();
  });

  return {
    control: (value) => {
      if (!closed) up({ t: 'control', value });
    },
    close: () => {
      if (closed) return;
      up({ t: 'close' });
      finish();
    },
  };
}

/** Hands main the files that a person has dropped on the page or picked in it; null where none is a real one. */
export async function offerFiles(files: File[]): Promise<ChosenFiles | null> {
  const reply = await window.bridge.offer(files);
  if (!reply.ok) throw new LighterError(reply.error);
  return reply.value as ChosenFiles | null;
}

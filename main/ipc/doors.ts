import { type CallReply, callChannel, type StreamRequest, streamChannel } from '@contract/wire';
import { ipcMain, type MessagePortMain, type WebContents } from 'electron';
import { promised } from '../promised';
import type { SenderCheck } from './sender';
import { firstStream } from './types';

/** Who opens streams behind the doors. */
export interface StreamsInside {
  open(request: unknown, port: MessagePortMain, sender: WebContents): void;
}

/** Who answers behind the doors. */
export interface Inside extends StreamsInside {
  answer(request: unknown): Promise<CallReply>;
}

export interface Doors {
  /** Lets in the stream of rows, ahead of all that is not ready yet. */
  serveFirst(inside: StreamsInside): void;
  /** Lets in who has waited, and from now on everybody at once. */
  serve(inside: Inside): void;
  close(): void;
}

/**
 * The two channels of the border, open before anything that answers is loaded: a page that asks early waits, and
 * nothing it sends is lost. The sender is judged when it knocks.
 */
export function createDoors(
  allowed: SenderCheck,
  log: (level: 'warn' | 'error', message: string) => void,
): Doors {
  const first = promised<StreamsInside>();
  const all = promised<Inside>();
  ipcMain.handle(callChannel, async (event, request: unknown): Promise<CallReply> => {
    if (!allowed(event)) {
      log('warn', 'Refused a call from a foreign frame');
      return { ok: false, error: { code: 'permission', message: 'Not allowed' } };
    }
    return (await all.promise).answer(request);
  });
  const onOpen = (event: Electron.IpcMainEvent, request: unknown) => {
    const { sender, ports } = event;
    const port = ports[0];
    if (!port) return;
    if (!allowed(event)) {
      log('warn', 'Refused a stream to a foreign frame');
      port.close();
      return;
    }
    const isFirst = (request as Partial<StreamRequest> | null)?.name === firstStream;
    void (isFirst ? first : all).promise.then((inside) => {
      if (sender.isDestroyed()) port.close();
      else inside.open(request, port, sender);
    });
  };
  ipcMain.on(streamChannel, onOpen);
  return {
    serveFirst: first.resolve,
    serve: all.resolve,
    close: () => {
      ipcMain.removeHandler(callChannel);
      ipcMain.off(streamChannel, onOpen);
    },
  };
}

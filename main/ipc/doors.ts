import { type CallReply, callChannel, streamChannel } from '@contract/wire';
import { ipcMain, type MessagePortMain, type WebContents } from 'electron';
import type { SenderCheck } from './sender';

/** Who answers behind the doors. */
export interface Inside {
  answer(request: unknown): Promise<CallReply>;
  open(request: unknown, port: MessagePortMain, sender: WebContents): void;
}

export interface Doors {
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
  let serve: (inside: Inside) => void = () => undefined;
  const served = new Promise<Inside>((resolve) => {
    serve = resolve;
  });
  ipcMain.handle(callChannel, async (event, request: unknown): Promise<CallReply> => {
    if (!allowed(event)) {
      log('warn', 'Refused a call from a foreign frame');
      return { ok: false, error: { code: 'permission', message: 'Not allowed' } };
    }
    return (await served).answer(request);
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
    void served.then((inside) => {
      if (sender.isDestroyed()) port.close();
      else inside.open(request, port, sender);
    });
  };
  ipcMain.on(streamChannel, onOpen);
  return {
    serve,
    close: () => {
      ipcMain.removeHandler(callChannel);
      ipcMain.off(streamChannel, onOpen);
    },
  };
}

import type { IpcMainEvent, IpcMainInvokeEvent, WebContents } from 'electron';

/** The only origin that may talk to main. */
export const appOrigin = 'app://bundle';

/** Which page may talk: the main frame of our own window, on our own origin. */
export type SenderCheck = (event: IpcMainEvent | IpcMainInvokeEvent) => boolean;

/**
 * Makes the check. It must run synchronously in the handler: a frame that navigates away between the
 * message and an `await` would be judged by its new address.
 */
export function senderCheck(current: () => WebContents | null, devOrigin: string | null): SenderCheck {
  return (event) => {
    const page = current();
    const frame = event.senderFrame;
    if (!page || !frame || event.sender !== page || frame !== page.mainFrame) return false;
    return frame.origin === appOrigin || (devOrigin !== null && frame.origin === devOrigin);
  };
}

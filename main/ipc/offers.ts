import { type CallReply, offerChannel } from '@contract/wire';
import { ipcMain } from 'electron';
import { toErrorData } from './error-data';
import type { SenderCheck } from './sender';

/** Paths of one drop at most. */
const maxPaths = 10_000;

/** Takes the paths of files that a person has dropped on the page from preload, which alone knows them. */
export function serveOffers(
  keep: (paths: readonly string[]) => Promise<unknown>,
  allowed: SenderCheck,
): () => void {
  ipcMain.handle(offerChannel, async (event, paths: unknown): Promise<CallReply> => {
    if (!allowed(event)) return { ok: false, error: { code: 'permission', message: 'Not allowed' } };
    const isList = Array.isArray(paths) && paths.every((path) => typeof path === 'string');
    if (!isList || paths.length > maxPaths)
      return { ok: false, error: { code: 'invalid-input', message: 'These are too many files.' } };
    try {
      return { ok: true, value: await keep(paths) };
    } catch (error) {
      return { ok: false, error: toErrorData(error) };
    }
  });
  return () => ipcMain.removeHandler(offerChannel);
}

import { type BrowserWindow, dialog } from 'electron';
import type { Texts } from './texts';

/** Asks for an existing file; null when the user cancelled. `title` is a text's key. */
export function createFileOpener(window: () => BrowserWindow | null, t: Texts) {
  return async (title: string): Promise<string | null> => {
    const options = { title: t(title), properties: ['openFile' as const, 'showHiddenFiles' as const] };
    const parent = window();
    const { filePaths } = await (parent
      ? dialog.showOpenDialog(parent, options)
      : dialog.showOpenDialog(options));
    return filePaths[0] ?? null;
  };
}

/** Asks for existing files, or for a folder; empty when the user cancelled. `title` is a text's key. */
export function createFilesOpener(window: () => BrowserWindow | null, t: Texts, title: string) {
  return async (kind: 'files' | 'folder'): Promise<string[]> => {
    const what = kind === 'files' ? ('openFile' as const) : ('openDirectory' as const);
    const options = {
      title: t(title),
      properties: [what, 'multiSelections' as const, 'showHiddenFiles' as const],
    };
    const parent = window();
    const { filePaths } = await (parent
      ? dialog.showOpenDialog(parent, options)
      : dialog.showOpenDialog(options));
    return filePaths;
  };
}

/** Asks where to save; null when the user cancelled. The path never comes from the page. */
export function createFileChooser(
  window: () => BrowserWindow | null,
  t: Texts,
  title = 'notifications:saveLogs',
) {
  return async (defaultPath: string): Promise<string | null> => {
    const options = { title: t(title), defaultPath };
    const parent = window();
    const { filePath } = await (parent
      ? dialog.showSaveDialog(parent, options)
      : dialog.showSaveDialog(options));
    return filePath || null;
  };
}

import { type BrowserWindow, dialog } from 'electron';
import type { Texts } from './texts';

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

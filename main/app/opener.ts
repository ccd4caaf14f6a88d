import { type BrowserWindow, dialog, shell } from 'electron';
import { checkUrl } from './open-url';
import type { Texts } from './texts';

/** The one way out to the browser. Gives false when the user said no; throws `invalid-input`. */
export type Opener = (url: string) => Promise<boolean>;

/** Makes the opener: this machine and the engine's host open at once, any other host is asked for. */
export function createOpener(deps: {
  engineHost: () => string;
  window: () => BrowserWindow | null;
  t: Texts;
}): Opener {
  return async (url) => {
    const checked = checkUrl(url, deps.engineHost());
    if (checked.ask) {
      const question = {
        type: 'question' as const,
        message: deps.t('notifications:openOutside'),
        detail: `${deps.t('notifications:openOutsideBody', { host: checked.host })}\n\n${checked.url}`,
        buttons: [deps.t('notifications:cancel'), deps.t('notifications:open')],
        defaultId: 0,
        cancelId: 0,
      };
      const window = deps.window();
      const { response } = await (window
        ? dialog.showMessageBox(window, question)
        : dialog.showMessageBox(question));
      if (response !== 1) return false;
    }
    await shell.openExternal(checked.url);
    return true;
  };
}

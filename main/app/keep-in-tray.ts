import { app } from 'electron';
import type { SettingsStore } from '../settings/store';
import type { Notifier } from './notifier';
import type { Texts } from './texts';

/** Closing the window keeps the app in the tray (the first time says so), unless it is quitting or set not to. */
export function keepInTray({
  settings,
  notifier,
  t,
}: {
  settings: SettingsStore;
  notifier: Notifier;
  t: Texts;
}) {
  let quitting = false;
  return {
    onQuit: () => {
      quitting = true;
    },
    onWindowClosed: () => {
      if (quitting || !settings.current.closeToTray || settings.current.seen.includes('close-to-tray'))
        return;
      settings.set({ seen: [...settings.current.seen, 'close-to-tray'] });
      notifier.show({ title: t('notifications:stillHere'), body: t('notifications:stillHereBody') });
    },
    // Electron would quit by itself if nobody listened to `window-all-closed`.
    onAllClosed: () => {
      if (!settings.current.closeToTray) app.quit();
    },
  };
}

import { mkdir, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { app } from 'electron';

const desktopFile = () =>
  join(process.env.XDG_CONFIG_HOME ?? join(homedir(), '.config'), 'autostart', 'lighter.desktop');

/** Only an installed app can be started at login: in development there is nothing to start. */
export const canStartAtLogin = () => app.isPackaged;

/** The XDG autostart entry for an executable. Pure. */
export function autostartEntry(executable: string): string {
  const quoted = `"${executable.replace(/(["\\`$])/g, '\\$1')}"`;
  return `[Desktop Entry]\nType=Application\nName=Lighter\nExec=${quoted} --hidden\nX-GNOME-Autostart-enabled=true\n`;
}

/** Makes the login item as the setting says (XDG autostart on Linux). */
export async function setStartAtLogin(on: boolean): Promise<void> {
  if (!canStartAtLogin()) return;
  if (process.platform !== 'linux') {
    app.setLoginItemSettings({ openAtLogin: on, args: ['--hidden'] });
    return;
  }
  const file = desktopFile();
  if (!on) {
    await rm(file, { force: true });
    return;
  }
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, autostartEntry(process.env.APPIMAGE ?? process.execPath));
}

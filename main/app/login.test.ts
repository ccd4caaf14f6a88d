import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { app } from 'electron';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { autostartEntry, setStartAtLogin } from './login';

vi.mock('electron', () => ({ app: { isPackaged: true, setLoginItemSettings: vi.fn() } }));

let folder: string;
const entry = () => join(folder, 'autostart', 'lighter.desktop');

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lighter-login-'));
  vi.stubEnv('XDG_CONFIG_HOME', folder);
  Object.assign(app, { isPackaged: true });
});

afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

const on = (platform: NodeJS.Platform) => vi.spyOn(process, 'platform', 'get').mockReturnValue(platform);

it('starts hidden at login on Linux by an autostart entry, which goes when it is switched off', async () => {
  on('linux');
  vi.stubEnv('APPIMAGE', '/home/me/My apps/Lighter.AppImage');
  await setStartAtLogin(true);
  const lines = readFileSync(entry(), 'utf8').split('\n');
  expect(lines[0]).toBe('[Desktop Entry]');
  expect(lines).toContain('Exec="/home/me/My apps/Lighter.AppImage" --hidden');
  await setStartAtLogin(true);
  await setStartAtLogin(false);
  expect(existsSync(entry())).toBe(false);
  await setStartAtLogin(false);
});

it.each(['darwin', 'win32'] as const)(
  'makes a hidden login item on %s, and takes it away',
  async (platform) => {
    on(platform);
    await setStartAtLogin(true);
    expect(app.setLoginItemSettings).toHaveBeenLastCalledWith({ openAtLogin: true, args: ['--hidden'] });
    await setStartAtLogin(false);
    expect(app.setLoginItemSettings).toHaveBeenLastCalledWith({ openAtLogin: false, args: ['--hidden'] });
    expect(existsSync(entry())).toBe(false);
  },
);

it('does nothing in development, where there is nothing to start', async () => {
  on('linux');
  Object.assign(app, { isPackaged: false });
  await setStartAtLogin(true);
  expect(existsSync(entry())).toBe(false);
});

it('lets no path out of its quotes', () => {
  expect(autostartEntry('/a "b" $HOME `id`')).toContain('Exec="/a \\"b\\" \\$HOME \\`id\\`" --hidden\n');
});

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defaultSettings } from '@contract/settings';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openSettingsFile } from './file';
import { openSettings } from './store';

let folder: string;
const file = () => join(folder, 'settings.json');
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lighter-settings-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('the settings file', () => {
  it('starts with the defaults and keeps what is set', () => {
    const stored = openSettingsFile(folder);
    const settings = openSettings(stored);
    expect(settings.current).toEqual(defaultSettings);
    const heard = vi.fn();
    settings.onChange(heard);
    settings.set({ theme: 'dark' });
    stored.setBounds({ width: 1000, height: 700, maximized: false });
    expect(heard).toHaveBeenCalledWith({ ...defaultSettings, theme: 'dark' });
    const again = openSettingsFile(folder);
    expect(openSettings(again).current.theme).toBe('dark');
    expect(again.bounds()).toEqual({ width: 1000, height: 700, maximized: false });
  });

  it('keeps the settings when the window is moved before anybody has opened them', () => {
    writeFileSync(file(), '{"settings": {"theme": "dark"}}');
    openSettingsFile(folder).setBounds({ width: 1000, height: 700, maximized: true });
    const again = openSettingsFile(folder);
    expect(openSettings(again).current.theme).toBe('dark');
    expect(again.bounds()?.maximized).toBe(true);
  });

  it('puts a broken file aside instead of losing it', () => {
    writeFileSync(file(), '{"settings": {"theme"');
    expect(openSettings(openSettingsFile(folder)).current).toEqual(defaultSettings);
    expect(readFileSync(`${file()}.broken`, 'utf8')).toContain('theme');
  });

  it.each(['null', '[]', '7', '{"settings": 3, "window": {"width": "x"}}'])('reads %s as nothing', (text) => {
    writeFileSync(file(), text);
    const stored = openSettingsFile(folder);
    expect(openSettings(stored).current).toEqual(defaultSettings);
    expect(stored.bounds()).toBeNull();
  });

  it('tells when it cannot write', () => {
    const settings = openSettings(openSettingsFile(join(folder, 'settings.json', 'not-a-folder')));
    writeFileSync(file(), '{}');
    expect(() => settings.set({ theme: 'dark' })).toThrow();
  });
});

import { spawnSync } from 'node:child_process';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { findProgram } from '../engine/processes.mjs';
import { installPackages } from './system-packages.mjs';

vi.mock('node:child_process', () => ({ spawnSync: vi.fn() }));
vi.mock('../engine/processes.mjs', () => ({ findProgram: vi.fn() }));

const said: string[] = [];
const missing = [
  { package: 'libgtk-3-0', library: 'libgtk-3.so.0', why: 'the window toolkit' },
  { package: 'xvfb', program: 'Xvfb', why: 'a display' },
];
const installed = () => vi.mocked(spawnSync).mock.calls.filter(([program]) => program === 'apt-get');

beforeEach(() => {
  said.length = 0;
  vi.spyOn(console, 'log').mockImplementation((line) => said.push(line));
  // As on a machine whose libraries have kept their names: no package called …t64.
  vi.mocked(spawnSync).mockImplementation(
    (_program, args) => ({ status: args?.at(-1)?.endsWith('t64') ? 100 : 0 }) as never,
  );
  vi.mocked(findProgram).mockReturnValue('/usr/bin/apt-get');
});
afterEach(() => vi.restoreAllMocks());

it('without the right to install says what is missing and one command, and stops', () => {
  vi.spyOn(process, 'getuid').mockReturnValue(1000);
  expect(installPackages(missing, { startServices: true })).toBe(false);
  expect(installed()).toEqual([]);
  expect(said.join('\n')).toContain('libgtk-3-0         the window toolkit');
  const commands = said.filter((line) => line.includes('apt-get'));
  expect(commands).toEqual([
    "  sudo sh -c 'apt-get update && apt-get install -y --no-install-recommends libgtk-3-0 xvfb'",
  ]);
  expect(said.at(-1)).toBe(commands[0]);
});

it('where there is no apt-get names the packages, and stops', () => {
  vi.mocked(findProgram).mockReturnValue(undefined);
  expect(installPackages(missing, { startServices: true })).toBe(false);
  expect(installed()).toEqual([]);
  expect(said.at(-1)).toContain('package manager of this system');
});

it('as root installs exactly them', () => {
  vi.spyOn(process, 'getuid').mockReturnValue(0);
  expect(installPackages(missing, { startServices: true })).toBe(true);
  expect(installed().map(([, args]) => args)).toEqual([
    ['install', '-y', '-q', '--no-install-recommends', 'libgtk-3-0', 'xvfb'],
  ]);
});

it('says and does nothing where nothing is missing', () => {
  expect(installPackages([], { startServices: true })).toBe(true);
  expect(said).toEqual([]);
});

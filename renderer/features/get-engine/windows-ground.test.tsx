// @vitest-environment happy-dom
import type { CheckId, CheckResult, CheckState } from '@contract/diagnose';
import { MantineProvider } from '@mantine/core';
import i18next from 'i18next';
import { act } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeAll, expect, it } from 'vitest';
import { startI18n } from '../../lib/i18n';
import { WindowsGround } from './windows-ground';

const ids: CheckId[] = [
  'platform',
  'virtualisation',
  'wsl-present',
  'wsl-kernel',
  'wsl-version',
  'wsl-distribution',
];

/** The machine as the checks find it: all is well but for what the test sets. */
let states: Partial<Record<CheckId, CheckState>> = {};
/** What else a check says. */
let said: Partial<Record<CheckId, Partial<CheckResult>>> = {};
let failure: string | null = null;
let asked: unknown[] = [];
let root: Root | null = null;

const result = (id: CheckId): CheckResult => ({
  id,
  state: states[id] ?? 'ok',
  finding: 'found',
  values: {},
  fix: { kind: 'none' },
  ...said[id],
});

beforeAll(async () => {
  Reflect.set(globalThis, 'IS_REACT_ACT_ENVIRONMENT', true);
  await startI18n('en');
});
afterEach(() => {
  act(() => root?.unmount());
  states = {};
  said = {};
  failure = null;
  asked = [];
});

/** Main, which answers what this machine is asked. */
const call = async (name: string, input: unknown) => {
  asked.push([name, input]);
  if (failure !== null) return { ok: false, error: { code: 'internal', message: failure } };
  return { ok: true, value: { results: ids.map(result), at: 0, took: 1, report: '' } };
};

async function show(isHere: boolean): Promise<HTMLElement> {
  Reflect.set(window, 'bridge', { call });
  const place = document.createElement('div');
  root = createRoot(place);
  await act(async () =>
    root?.render(
      <MantineProvider>
        <WindowsGround isHere={isHere} />
      </MantineProvider>,
    ),
  );
  return place;
}

const stateNames: CheckState[] = ['ok', 'warning', 'problem', 'unknown', 'not-applicable'];

/** The states of a step's checks as they are written, in order. */
const marks = (place: HTMLElement, step: string) =>
  [...place.querySelectorAll(`[data-step="${step}"] [data-tone]`)]
    .map((mark) => stateNames.find((state) => mark.textContent === i18next.t(`diagnose:state.${state}`)))
    .filter((state) => state !== undefined);

it('shows on Windows what each step has come to, again after each return from elsewhere', async () => {
  states = { 'wsl-present': 'problem', 'wsl-kernel': 'unknown' };
  const place = await show(true);
  expect(asked).toEqual([['diagnose.run', { area: 'platform' }]]);
  expect(marks(place, 'windowsVersion')).toEqual(['ok']);
  expect(marks(place, 'wslInstall')).toEqual(['problem']);
  expect(marks(place, 'wslUpdate')).toEqual(['unknown']);
  expect(marks(place, 'wslDefault')).toEqual(['ok', 'ok']);

  // `wsl --install` was run in PowerShell; its kernel is too old.
  states = { 'wsl-kernel': 'problem' };
  await act(async () => window.dispatchEvent(new Event('focus')));
  expect(asked).toHaveLength(2);
  expect(marks(place, 'wslInstall')).toEqual(['ok']);
  expect(marks(place, 'wslUpdate')).toEqual(['problem']);

  states = {};
  const again = [...place.querySelectorAll('button')].find((button) =>
    button.textContent?.includes('Check again'),
  );
  await act(async () => again?.click());
  expect(asked).toHaveLength(3);
  expect(marks(place, 'wslUpdate')).toEqual(['ok']);
});

it('says so when the checks fail, and keeps what was found', async () => {
  const place = await show(true);
  failure = 'wsl.exe went away';
  await act(async () => window.dispatchEvent(new Event('focus')));
  expect(place.textContent).toContain('wsl.exe went away');
  expect(marks(place, 'wslInstall')).toEqual(['ok']);
});

it('elsewhere lists the same steps, and looks at nothing', async () => {
  const place = await show(false);
  expect(place.querySelectorAll('[data-step]')).toHaveLength(5);
  expect(place.querySelectorAll('[data-tone]')).toHaveLength(0);
  await act(async () => window.dispatchEvent(new Event('focus')));
  expect(asked).toEqual([]);
});

it('says what is wrong, and what mends it where the step does not', async () => {
  const command = 'wsl --install --no-distribution';
  states = { 'wsl-version': 'problem', 'wsl-kernel': 'problem' };
  said = {
    'wsl-version': {
      finding: 'virtualMachinesOff',
      fix: { kind: 'command', command, place: 'admin-powershell' },
    },
    'wsl-kernel': {
      finding: 'asked',
      fix: { kind: 'command', command: 'wsl --update', place: 'powershell' },
    },
  };
  const place = await show(true);
  const step = (id: string) => place.querySelector(`[data-step="${id}"]`);
  expect(step('wslDefault')?.textContent).toContain('"Virtual Machine Platform" is turned off');
  expect(step('wslDefault')?.textContent).toContain(command);
  expect(step('wslUpdate')?.textContent?.split('wsl --update')).toHaveLength(2);
});

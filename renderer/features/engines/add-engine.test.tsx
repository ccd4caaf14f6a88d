// @vitest-environment happy-dom
import { MantineProvider } from '@mantine/core';
import { act } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeAll, expect, it, vi } from 'vitest';
import { startI18n } from '../../lib/i18n';

let root: Root | null = null;

beforeAll(async () => {
  Reflect.set(globalThis, 'IS_REACT_ACT_ENVIRONMENT', true);
  await startI18n('en');
});
afterEach(() => act(() => root?.unmount()));

/** What the form says once an ssh address was typed, on a system of this name. */
async function saidOn(userAgent: string): Promise<string> {
  vi.resetModules();
  Object.defineProperty(navigator, 'userAgent', { value: userAgent, configurable: true });
  const { AddEngine } = await import('./add-engine');
  const place = document.createElement('div');
  document.body.append(place);
  root = createRoot(place);
  await act(async () =>
    root?.render(
      <MantineProvider>
        <AddEngine onCancel={() => undefined} onAdded={() => undefined} />
      </MantineProvider>,
    ),
  );
  const address = place.querySelector('input');
  await act(async () => {
    // React listens for the change of the native value.
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(address, 'ssh://me@farm');
    address?.dispatchEvent(new Event('input', { bubbles: true }));
  });
  return place.textContent ?? '';
}

it('says on Windows, and only there, that ssh does not lead to an engine', async () => {
  expect(await saidOn('Mozilla/5.0 (X11; Linux x86_64)')).toContain("Lighter uses this system's ssh");
  act(() => root?.unmount());
  expect(await saidOn('Mozilla/5.0 (Windows NT 10.0; Win64; x64)')).toContain(
    'On Windows this does not work yet',
  );
});

import type { IpcMainInvokeEvent, WebContents } from 'electron';
import { expect, it } from 'vitest';
import { appOrigin, senderCheck } from './sender';

const pageOf = (origin: string) => {
  const mainFrame = { origin };
  return { mainFrame } as unknown as WebContents;
};
const from = (sender: WebContents, frame: unknown = sender.mainFrame) =>
  ({ sender, senderFrame: frame }) as IpcMainInvokeEvent;

it('lets the main frame of the own window on the own origin talk, and nothing else', () => {
  const page = pageOf(appOrigin);
  const check = senderCheck(() => page, null);
  expect(check(from(page))).toBe(true);
  // A frame inside it, one that is gone, another window, and a window that is not there.
  expect(check(from(page, { origin: appOrigin }))).toBe(false);
  expect(check(from(page, null))).toBe(false);
  expect(check(from(pageOf(appOrigin)))).toBe(false);
  expect(senderCheck(() => null, null)(from(page))).toBe(false);
});

it.each(['https://example.org', 'app://other', 'app://bundle.example.org', 'null', 'http://localhost:5173'])(
  'refuses the own window once it shows %s',
  (origin) => {
    const page = pageOf(origin);
    expect(senderCheck(() => page, null)(from(page))).toBe(false);
  },
);

it('lets the development server talk only where there is one', () => {
  const page = pageOf('http://localhost:5173');
  expect(senderCheck(() => page, 'http://localhost:5173')(from(page))).toBe(true);
});

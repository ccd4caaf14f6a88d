import { type BrowserWindow, dialog, type MessageBoxOptions, shell } from 'electron';
import { beforeEach, expect, it, vi } from 'vitest';
import { createOpener } from './opener';
import type { Texts } from './texts';

vi.mock('electron', () => ({
  dialog: { showMessageBox: vi.fn() },
  shell: { openExternal: vi.fn() },
}));

beforeEach(() => vi.clearAllMocks());

const texts = ((key: string, values?: { host?: string }) => `${key} ${values?.host ?? ''}`) as Texts;
const opener = (window: BrowserWindow | null = null) =>
  createOpener({ engineHost: () => 'engine.lan', window: () => window, t: texts });
const answerWith = (response: number) =>
  vi.mocked(dialog.showMessageBox).mockResolvedValue({ response, checkboxChecked: false });

it.each(['http://localhost:8080/', 'http://127.0.0.1/', 'http://ENGINE.lan:9000/'])(
  'opens %s without asking',
  async (url) => {
    expect(await opener()(url)).toBe(true);
    expect(dialog.showMessageBox).not.toHaveBeenCalled();
    expect(shell.openExternal).toHaveBeenCalledExactlyOnceWith(new URL(url).href);
  },
);

it('asks before any other host: its name and the whole address in view, Cancel the default', async () => {
  const window = {} as BrowserWindow;
  answerWith(1);
  expect(await opener(window)('https://localhost.example.com/path?q=1')).toBe(true);
  const [parent, question] = vi.mocked(dialog.showMessageBox).mock.calls[0] as unknown as [
    BrowserWindow,
    MessageBoxOptions,
  ];
  expect(parent).toBe(window);
  expect(question).toMatchObject({ defaultId: 0, cancelId: 0 });
  expect(question.buttons?.[0]).toContain('cancel');
  expect(question.detail).toContain('localhost.example.com');
  expect(question.detail).toContain('https://localhost.example.com/path?q=1');
  expect(shell.openExternal).toHaveBeenCalledExactlyOnceWith('https://localhost.example.com/path?q=1');
});

it.each([0, -1])('opens nothing where the answer is %i', async (response) => {
  answerWith(response);
  expect(await opener()('https://example.com/')).toBe(false);
  expect(shell.openExternal).not.toHaveBeenCalled();
});

it.each([
  'file:///etc/passwd',
  'javascript:alert(1)',
  'smb://host/share',
  'http://user:word@localhost/',
  'x',
])('refuses %s without a question', async (url) => {
  await expect(opener()(url)).rejects.toMatchObject({ code: 'invalid-input' });
  expect(dialog.showMessageBox).not.toHaveBeenCalled();
  expect(shell.openExternal).not.toHaveBeenCalled();
});

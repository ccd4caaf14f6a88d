import { app, type Session, type WebContents } from 'electron';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { lockAllContents, lockSession } from './security';

vi.mock('electron', () => ({ app: { on: vi.fn() } }));

beforeEach(() => vi.clearAllMocks());

describe('a session', () => {
  function locked() {
    const session = {
      setPermissionRequestHandler: vi.fn(),
      setPermissionCheckHandler: vi.fn(),
      setDevicePermissionHandler: vi.fn(),
      setDisplayMediaRequestHandler: vi.fn(),
    };
    lockSession(session as unknown as Session);
    const handler = (name: keyof typeof session) => {
      expect(session[name]).toHaveBeenCalledOnce();
      return session[name].mock.calls[0]?.[0];
    };
    return handler;
  }

  it.each([
    'media',
    'geolocation',
    'notifications',
    'clipboard-read',
    'fullscreen',
    'pointerLock',
    'openExternal',
    'display-capture',
    'hid',
    'serial',
    'usb',
    'a permission of tomorrow',
  ])('grants no %s, asked for or looked up', (permission) => {
    const handler = locked();
    const answer = vi.fn();
    handler('setPermissionRequestHandler')(null, permission, answer);
    expect(answer.mock.calls).toEqual([[false]]);
    expect(handler('setPermissionCheckHandler')(null, permission)).toBe(false);
  });

  it('lets text be written to the clipboard', () => {
    const handler = locked();
    const answer = vi.fn();
    handler('setPermissionRequestHandler')(null, 'clipboard-sanitized-write', answer);
    expect(answer.mock.calls).toEqual([[true]]);
    expect(handler('setPermissionCheckHandler')(null, 'clipboard-sanitized-write')).toBe(true);
  });

  it('gives out no device and no picture of the screen', () => {
    const handler = locked();
    expect(handler('setDevicePermissionHandler')({ deviceType: 'usb' })).toBe(false);
    const answer = vi.fn();
    handler('setDisplayMediaRequestHandler')({}, answer);
    expect(answer.mock.calls).toEqual([[{}]]);
  });
});

describe('a page', () => {
  function locked(devOrigin: string | null = null) {
    lockAllContents(devOrigin, () => undefined);
    const [name, onCreated] = vi.mocked(app.on).mock.calls[0] as unknown as [
      string,
      (event: unknown, contents: WebContents) => void,
    ];
    expect(name).toBe('web-contents-created');
    const listeners = new Map<string, (event: { url: string; preventDefault(): void }) => void>();
    let onWindow: (details: { url: string }) => { action: string } = () => ({ action: 'allow' });
    onCreated(null, {
      on: (event: string, listener: never) => listeners.set(event, listener),
      setWindowOpenHandler: (handler: typeof onWindow) => {
        onWindow = handler;
      },
    } as unknown as WebContents);
    return {
      /** Whether the event is let through. */
      passes(event: string, url: string) {
        const preventDefault = vi.fn();
        const listener = listeners.get(event);
        if (!listener) throw new Error(`Nobody listens to ${event}`);
        listener({ url, preventDefault });
        return preventDefault.mock.calls.length === 0;
      },
      window: (url: string) => onWindow({ url }),
    };
  }

  const ways = ['will-navigate', 'will-frame-navigate', 'will-redirect'];
  const lookAlikes = [
    'https://example.com/',
    'app://bundle.example.com/',
    'app://bundle@example.com/',
    'app://bundle:80/',
    'app://bundles/',
    'app://other/',
    'application://bundle/',
    'http://bundle/',
    'https://app//bundle/',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'data:text/html,app://bundle',
    'blob:app://bundle/1',
    'about:blank',
    'no address',
    '',
  ];

  it.each(lookAlikes)('goes to no %j, in no frame and by no redirect', (url) => {
    const page = locked();
    for (const way of ways) expect(page.passes(way, url)).toBe(false);
  });

  it('moves about in its own origin', () => {
    const page = locked();
    for (const way of ways) expect(page.passes(way, 'app://bundle/index.html?lang=en#/images')).toBe(true);
  });

  it('goes to the server of development only where there is one, and to none that looks like it', () => {
    const origin = 'http://localhost:5173';
    for (const way of ways) {
      expect(locked().passes(way, `${origin}/`)).toBe(false);
      vi.clearAllMocks();
      const page = locked(origin);
      expect(page.passes(way, `${origin}/`)).toBe(true);
      expect(page.passes(way, 'http://localhost:51730/')).toBe(false);
      expect(page.passes(way, 'http://localhost:5173@example.com/')).toBe(false);
      expect(page.passes(way, 'https://localhost:5173/')).toBe(false);
      vi.clearAllMocks();
    }
  });

  it('holds no other page in itself, and opens no window, not even its own', () => {
    const page = locked();
    expect(page.passes('will-attach-webview', 'app://bundle/')).toBe(false);
    for (const url of ['https://example.com/', 'app://bundle/'])
      expect(page.window(url)).toEqual({ action: 'deny' });
  });
});

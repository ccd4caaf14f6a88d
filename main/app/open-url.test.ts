import { describe, expect, it } from 'vitest';
import { checkUrl } from './open-url';

describe('opening links', () => {
  it.each(['http://localhost:80', 'http://127.0.0.1:8080/x', 'http://[::1]:80/', 'https://localhost'])(
    'opens %s at once',
    (url) => {
      expect(checkUrl(url, 'localhost').ask).toBe(false);
    },
  );

  it("opens the engine's own host at once", () => {
    expect(checkUrl('http://build-box:8080', 'build-box').ask).toBe(false);
  });

  it('asks before any other host', () => {
    expect(checkUrl('https://example.com/a', 'localhost')).toEqual({
      url: 'https://example.com/a',
      host: 'example.com',
      ask: true,
    });
  });

  it.each([
    'file:///etc/passwd',
    'javascript:alert(1)',
    'smb://host/share',
    'ms-settings:',
    'http://user:pw@localhost/',
    'nonsense',
  ])('refuses %s', (url) => {
    expect(() => checkUrl(url, 'localhost')).toThrow();
  });
});

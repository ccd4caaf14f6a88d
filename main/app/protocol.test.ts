import { describe, expect, it, vi } from 'vitest';

vi.mock('electron', () => ({ protocol: {} }));
const { fileFor } = await import('./protocol');

describe('app:// files', () => {
  it.each([
    ['app://bundle/', '/dist/index.html'],
    ['app://bundle/index.html?lang=ko', '/dist/index.html'],
    ['app://bundle/assets/a.js', '/dist/assets/a.js'],
  ])('serves %s', (url, file) => {
    expect(fileFor('/dist', url)).toBe(file);
  });

  it.each([
    'app://other/index.html',
    'file:///etc/passwd',
    'https://bundle/index.html',
    'app://bundle/%2e%2e/secret',
    'app://bundle/..%2f..%2fetc/passwd',
    'app://bundle/a%00.js',
    'app://bundle/..%5csecret.js',
    'app://bundle/%zz',
    'not a url',
  ])('refuses %s', (url) => {
    const file = fileFor('/dist', url);
    expect(file === null || file.startsWith('/dist/')).toBe(true);
    expect(file ?? '').not.toMatch(/\.\.|passwd$|\0/);
  });
});

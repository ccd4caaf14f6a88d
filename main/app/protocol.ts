import { readFile } from 'node:fs/promises';
import { extname, isAbsolute, join, relative } from 'node:path';
import { protocol } from 'electron';
import { appOrigin } from '../ipc/sender';

// 'unsafe-inline' for styles only: the component library writes its CSS variables into <style> elements.
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "frame-src 'none'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

const headers = (type: string) => ({
  'Content-Type': type,
  'Content-Security-Policy': policy,
  'X-Content-Type-Options': 'nosniff',
});

/** Must run before `ready`. Standard and secure as https is; its scripts get V8's code cache. */
export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ]);
}

/** The file below `root` that a URL names, or null for any that is not ours. Pure. */
export function fileFor(root: string, url: string): string | null {
  let parsed: URL;
  let path: string;
  try {
    parsed = new URL(url);
    path = decodeURIComponent(parsed.pathname);
  } catch {
    return null;
  }
  if (`${parsed.protocol}//${parsed.host}` !== appOrigin || path.includes('\0') || path.includes('\\'))
    return null;
  const file = join(root, path === '/' ? 'index.html' : path);
  const inside = relative(root, file);
  if (inside === '' || inside.startsWith('..') || isAbsolute(inside)) return null;
  return file;
}

/**
 * Serves the built page, and nothing else, from `root`. Not by `protocol.handle`: that loads Node's whole fetch before the first byte, 45 ms of main's time with the page
 * waiting.
 */
export function serveApp(root: string): void {
  protocol.registerBufferProtocol('app', (request, callback) => {
    const answer = (statusCode: number, type: string, data: Buffer) =>
      callback({ statusCode, mimeType: type.split(';')[0], headers: headers(type), data });
    const missing = () => answer(404, 'text/plain; charset=utf-8', Buffer.from('Not found'));
    const file = request.method === 'GET' ? fileFor(root, request.url) : null;
    const type = file ? types[extname(file)] : undefined;
    if (file && type) readFile(file).then((data) => answer(200, type, data), missing);
    else missing();
  });
}

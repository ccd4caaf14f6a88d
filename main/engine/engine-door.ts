import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect, createServer, isIP, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect as connectTls } from 'node:tls';
import type { Target } from './host-url';

/** A way to the engine for another program, until it is closed. */
export interface EngineDoor {
  /** Value of `DOCKER_HOST`. */
  host: string;
  close(): Promise<void>;
}

/**
 * Lets a program of ours reach the engine as Lighter reaches it: a socket as it is; TCP and TLS through a socket of
 * our own in a folder that only this user can enter, so that no key has to be written down for it. Closing cuts what
 * goes through. Null where there is none: for an engine below a path of a web address. Throws what `listen` throws.
 */
export async function openEngineDoor(
  target: Target,
  platform: NodeJS.Platform = process.platform,
): Promise<EngineDoor | null> {
  const isWindows = platform === 'win32';
  if (target.kind === 'socket') {
    const path = isWindows ? target.path.replaceAll('\\', '/') : target.path;
    return { host: `${isWindows ? 'npipe' : 'unix'}://${path}`, close: async () => undefined };
  }
  if (target.prefix !== '') return null;
  const folder = isWindows ? null : await mkdtemp(join(tmpdir(), 'lighter-door-'));
  const path = folder === null ? `//./pipe/lighter-${randomUUID()}` : join(folder, 'engine.sock');
  const open = new Set<Socket>();
  const server = createServer({ allowHalfOpen: true }, (inside) => {
    const outside = dial(target);
    joined(inside, outside, open);
  });
  const close = async () => {
    for (const socket of open) socket.destroy();
    await ended(server);
    if (folder !== null) await rm(folder, { recursive: true, force: true });
  };
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(path, resolve);
    });
  } catch (error) {
    await close();
    throw error;
  }
  return { host: `${folder === null ? 'npipe' : 'unix'}://${path}`, close };
}

function dial({ host, port, tls }: Extract<Target, { kind: 'tcp' }>): Socket {
  if (tls === null) return connect({ host, port, allowHalfOpen: true });
  const { ca, cert, key, verify } = tls;
  const servername = isIP(host) === 0 ? host : '';
  return connectTls({ host, port, ca, cert, key, rejectUnauthorized: verify, servername });
}

/** Each side gets what the other says, and ends with it. */
function joined(inside: Socket, outside: Socket, open: Set<Socket>): void {
  for (const [from, to] of [
    [inside, outside],
    [outside, inside],
  ] as const) {
    open.add(from);
    from.on('error', () => to.destroy());
    from.on('close', () => open.delete(from));
    from.pipe(to);
  }
  inside.on('close', () => outside.destroy());
  // What the engine has said last may still be on its way.
  outside.on('close', (failed: boolean) => (failed ? inside.destroy() : inside.end()));
}

const ended = (server: Server) => new Promise<void>((resolve) => void server.close(() => resolve()));

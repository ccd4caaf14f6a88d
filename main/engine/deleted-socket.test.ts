import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { deletedSocket, diagnoseDeleted, listeningSockets } from './deleted-socket';

// Recorded on Debian 12.
const table = `Num       RefCount Protocol Flags    Type St Inode Path
0000000000000000: 00000002 00000000 00010000 0001 01  8741 /run/docker.sock
0000000000000000: 00000003 00000000 00000000 0001 03  9120 /run/docker.sock
0000000000000000: 00000002 00000000 00010000 0001 01  8742 @/tmp/dbus-x
0000000000000000: 00000002 00000000 00010000 0001 01 118743 /tmp/a folder/docker.sock
0000000000000000: 00000002 00000000 00000000 0002 01  8744
`;

const folder = mkdtempSync(join(tmpdir(), 'lighter-deleted-'));
const servers: Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await new Promise((resolve) => server.close(resolve));
});

async function listen(path: string): Promise<void> {
  const server = createServer();
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(path, resolve));
}

describe('a socket whose file is gone', () => {
  it('is found among those that take connections, by its path', () => {
    expect(listeningSockets(table)).toEqual([
      { path: '/run/docker.sock', inode: '8741' },
      { path: '/tmp/a folder/docker.sock', inode: '118743' },
    ]);
  });

  it('is told with who listens, through a link to its folder too; nobody listening is nobody', async () => {
    const path = join(folder, 'docker.sock');
    const link = `${folder}-link`;
    symlinkSync(folder, link);
    await listen(path);
    rmSync(path);
    const owner = expect.stringMatching(new RegExp(`\\(process ${process.pid}\\)$`));
    expect(await deletedSocket({ kind: 'socket', path })).toEqual({ owner });
    expect(await deletedSocket({ kind: 'socket', path: join(link, 'docker.sock') })).toEqual({ owner });
    expect(await deletedSocket({ kind: 'socket', path: join(folder, 'other.sock') })).toBeNull();
    rmSync(link);
  });

  it('is a reason only where the attempt failed because the file is missing', async () => {
    const path = join(folder, 'again.sock');
    await listen(path);
    const failed = (code: string) =>
      diagnoseDeleted({ kind: 'socket', path }, Object.assign(new Error(), { code }));
    expect(await failed('ECONNREFUSED')).toBeNull();
    expect(await failed('ENOENT')).toMatchObject({
      state: 'unresponsive',
      reason: { code: 'socket-deleted' },
    });
  });
});

import { createServer } from 'node:net';
import { expect, it } from 'vitest';
import { inodesOf, portHolder } from './port-holder';

const table = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 00000000:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 4711 1 0 100 0 0 10 0
   1: 0100007F:1F90 0100007F:C001 01 00000000:00000000 00:00000000 00000000     0        0 4712 1 0 20 4 30 10 -1
   2: 0100007F:0050 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 4713 1 0 100 0 0 10 0
`;

it('finds who listens, not who is connected', () => {
  expect(inodesOf(table, 8080, 'tcp')).toEqual(['4711']);
  expect(inodesOf(table, 80, 'tcp')).toEqual(['4713']);
  expect(inodesOf(table, 81, 'tcp')).toEqual([]);
  expect(inodesOf('', 80, 'tcp')).toEqual([]);
});

it.runIf(process.platform === 'linux')('names a real program', async () => {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  expect(await portHolder(port, 'tcp')).toMatchObject({ pid: process.pid });
  await new Promise((done) => server.close(done));
  expect(await portHolder(port, 'tcp')).toBeNull();
});

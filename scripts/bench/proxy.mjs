// @ts-check
import { createServer, request } from 'node:http';
import { connect } from 'node:net';
import { clock } from './figures.mjs';

/**
 * An engine's socket behind which its containers (or images, by `kind`) are `factor` times as many: every list answer
 * (without a filter) is repeated with other ids and names; all else is the engine's own. The first list is held back
 * until `release`, so that a page can be ready before it comes.
 * @param {{ socketPath: string, engine: string, factor: number, kind?: 'containers' | 'images' }} options
 */
export async function startProxy({ socketPath, engine, factor, kind = 'containers' }) {
  const list = new RegExp(`/${kind}/json(\\?(?!.*filters)|$)`);
  /** @type {() => void} */
  let release = () => {};
  /** @type {Promise<void>} */
  const released = new Promise((resolve) => {
    release = resolve;
  });
  /** @type {{ asked: number, answered: number, bytes: number }[]} */
  const lists = [];
  const server = createServer((incoming, outgoing) => {
    const { method, url, headers } = incoming;
    const isList = method === 'GET' && list.test(url ?? '');
    const call = request({ socketPath: engine, method, path: url, headers }, (answer) => {
      if (isList) void multiply(answer, outgoing);
      else {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        outgoing.flushHeaders();
        answer.pipe(outgoing);
      }
    });
    call.on('error', () => outgoing.destroy());
    outgoing.on('close', () => call.destroy());
    incoming.pipe(call);
  });

  /** @param {import('node:http').IncomingMessage} answer @param {import('node:http').ServerResponse} outgoing */
  async function multiply(answer, outgoing) {
    const asked = clock();
    const chunks = [];
    for await (const chunk of answer) chunks.push(chunk);
    /** @type {any[]} */
    const original = JSON.parse(Buffer.concat(chunks).toString());
    const all = Array.from({ length: factor }, (_, copy) => original.map((row) => copyOf(row, copy))).flat();
    const body = Buffer.from(JSON.stringify(all));
    await released;
    outgoing.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': body.length });
    outgoing.end(body, () => lists.push({ asked, answered: clock(), bytes: body.length }));
  }

  /** @type {Set<import('node:net').Socket>} */
  const sockets = new Set();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('error', () => {}).on('close', () => sockets.delete(socket));
  });
  await new Promise((resolve) => server.listen(socketPath, () => resolve(undefined)));
  return {
    host: `unix://${socketPath}`,
    lists,
    release,
    close() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

/** @param {any} row @param {number} copy */
function copyOf(row, copy) {
  if (copy === 0) return row;
  const mark = copy.toString(16).padStart(8, '0');
  if (row.Names) return { ...row, Id: mark + row.Id.slice(8), Names: [`${row.Names[0]}-${copy}`] };
  const names = (/** @type {string[] | null} */ list) => (list ?? []).map((name) => `copy-${copy}/${name}`);
  const id = row.Id.replace(/(?<=^sha256:).{8}/, mark);
  return { ...row, Id: id, RepoTags: names(row.RepoTags), RepoDigests: names(row.RepoDigests) };
}

/** ms for one `GET` through a socket, to the last byte. @param {string} socketPath @param {string} path @returns {Promise<number>} */
export function timeRaw(socketPath, path) {
  const from = clock();
  return new Promise((resolve, reject) => {
    const socket = connect(socketPath, () => {
      socket.write(`GET ${path} HTTP/1.1\r\nHost: engine\r\nConnection: close\r\n\r\n`);
    });
    socket.resume();
    socket.on('end', () => resolve(clock() - from)).on('error', reject);
  });
}

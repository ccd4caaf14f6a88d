import http2, { type ClientHttp2Session, type Http2Server } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type SentFile, type SentFolder, sendFolder } from './build-files';
import { grpcFrame } from './grpc-frames';
import { readFields, writeFields } from './protobuf';

const entry = (path: string, more: Partial<SentFile> = {}): SentFile => ({
  path,
  kind: 'file',
  size: 3,
  mode: 0o644,
  mtime: new Date(1_700_000_000_000),
  forced: false,
  ...more,
});
const folder: SentFolder & { sent: number[] } = {
  entries: [
    entry('sub-a'),
    entry('sub', { kind: 'folder', mode: 0o755 }),
    entry('sub/b.txt'),
    entry('data/keep.txt'),
    entry('link', { kind: 'link' }),
    entry('Dockerfile', { forced: true }),
    entry('.dockerignore', { forced: true }),
  ],
  sent: [],
  async *read(path) {
    yield Buffer.from(path.slice(0, 1));
    yield Buffer.from(path.slice(1));
  },
  linkOf: async () => 'sub',
  onSent: (bytes) => folder.sent.push(bytes),
};

let server: Http2Server;
let client: ClientHttp2Session;
beforeEach(async () => {
  server = http2.createServer();
  server.on('stream', (stream, headers) => {
    stream.respond({ ':status': 200 });
    sendFolder(stream, headers, folder).then(
      () => stream.end(),
      () => stream.destroy(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  client = http2.connect(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  folder.sent.length = 0;
});
afterEach(() => {
  client.destroy();
  server.close();
});

/** As BuildKit does it: hears what there is, asks for some of it, and says when it has all. */
async function receive(headers: Record<string, string | string[]>, asks: (paths: string[]) => string[]) {
  const stream = client.request({ ':method': 'POST', ':path': '/', ...headers });
  stream.on('error', () => undefined);
  const stats: Record<string, { mode: number; link: string }> = {};
  const files: Record<string, string> = {};
  const open = new Set<number>();
  const say = (...fields: [number, number][]) => stream.write(grpcFrame(writeFields(fields)));
  let held = Buffer.alloc(0);
  for await (const chunk of stream) {
    held = Buffer.concat([held, chunk as Buffer]);
    while (held.length >= 5 && held.length >= 5 + held.readUInt32BE(1)) {
      const end = 5 + held.readUInt32BE(1);
      const message = held.subarray(5, end);
      held = held.subarray(end);
      const fields = new Map([...readFields(message)].map(({ number, value }) => [number, value]));
      const kind = fields.get(1) ?? 0;
      const told = Object.keys(stats);
      const stat = fields.get(2);
      if (Buffer.isBuffer(stat)) {
        const about = new Map([...readFields(stat)].map(({ number, value }) => [number, value]));
        stats[String(about.get(1))] = { mode: Number(about.get(2)), link: String(about.get(7) ?? '') };
      } else if (kind === 0) {
        for (const path of asks(told)) open.add(told.indexOf(path));
        for (const id of open) say([1, 1], [3, id]);
        if (open.size === 0) say([1, 3]);
      } else if (kind === 2) {
        const id = Number(fields.get(3) ?? 0);
        const data = fields.get(4);
        if (data) files[told[id] ?? ''] = `${files[told[id] ?? ''] ?? ''}${data}`;
        else open.delete(id);
        if (open.size === 0) say([1, 3]);
      } else stream.end();
    }
  }
  return { paths: Object.keys(stats), stats, files };
}

describe('a folder for BuildKit', () => {
  it('is told in the order it insists on, and sent as far as it is asked for', async () => {
    const { paths, stats, files } = await receive({ 'exclude-patterns': ['Dockerfile', 'x'] }, () => [
      'data/keep.txt',
      'sub-a',
    ]);
    // A folder stands right before what is in it, also one that was left out itself.
    expect(paths).toEqual(['data', 'data/keep.txt', 'link', 'sub', 'sub/b.txt', 'sub-a']);
    expect(files).toEqual({ 'data/keep.txt': 'data/keep.txt', 'sub-a': 'sub-a' });
    expect(stats.sub?.mode).toBe(2 ** 31 + 0o755);
    expect(stats.link).toEqual({ mode: 2 ** 27 + 0o644, link: 'sub' });
    expect(folder.sent.at(-1)).toBe('data/keep.txtsub-a'.length);
  });

  it('is told in part where a part is asked for, the ignored file only then', async () => {
    const ask = (headers: Record<string, string | string[]>) =>
      receive(headers, () => []).then(({ paths }) => paths);
    expect(await ask({ followpaths: ['.dockerignore'] })).toEqual(['.dockerignore']);
    expect(await ask({ 'include-patterns': ['Dockerfile'], 'exclude-patterns': ['Dockerfile'] })).toEqual([]);
    expect(await ask({ followpaths: ['sub/b.txt', 'sub-a'] })).toEqual(['sub', 'sub/b.txt', 'sub-a']);
    expect(await ask({ followpaths: 'sub%2Fb.txt', 'followpaths-encoded': '1' })).toEqual([
      'sub',
      'sub/b.txt',
    ]);
    // What cannot be followed here is sent whole.
    for (const path of ['sub/*.txt', 'link/b.txt', '/'])
      expect(await ask({ followpaths: [path] })).toHaveLength(6);
  });
});

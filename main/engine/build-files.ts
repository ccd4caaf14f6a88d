import type { IncomingHttpHeaders, ServerHttp2Stream } from 'node:http2';
import { grpcFrame, grpcMessages } from './grpc-frames';
import { readFields, writeFields } from './protobuf';

/** A file that a build may ask for. */
export interface SentFile {
  /** Below its folder, with slashes. */
  path: string;
  kind: 'file' | 'folder' | 'link';
  /** Bytes. */
  size: number;
  mode: number;
  mtime: Date;
  /** It is ignored, but goes along all the same, or is sent when it is asked for by name: the builder reads it. */
  forced: boolean;
}

/** A folder of this machine as a build sees it. */
export interface SentFolder {
  entries: readonly SentFile[];
  read(path: string): AsyncIterable<Buffer>;
  linkOf(path: string): Promise<string>;
  /** Told the bytes that have been asked for and sent. */
  onSent?(bytes: number): void;
}

/** Kinds of packets (fsutil, `Packet.PacketType`); a `stat` is 0 and not written. */
const request = 1;
const data = 2;
const finished = 3;
const failed = 4;

/** Go's `os.FileMode` beyond the nine bits of permission. */
const goMode = { folder: 2 ** 31, link: 2 ** 27, setuid: 2 ** 23, setgid: 2 ** 22, sticky: 2 ** 20 };

/**
 * `moby.filesync.v1.FileSync/DiffCopy`: tells BuildKit what is in a folder, then sends the files that it asks for,
 * which are those it has not from a build before. Resolves when it has all it wants.
 */
export async function sendFolder(
  stream: ServerHttp2Stream,
  headers: IncomingHttpHeaders,
  folder: SentFolder,
): Promise<void> {
  const write = async (message: Buffer) => {
    if (stream.destroyed) throw new Error('The builder has gone.');
    if (!stream.write(grpcFrame(message)))
      await new Promise<void>((resolve) => {
        const go = () => {
          stream.off('drain', go).off('close', go);
          resolve();
        };
        stream.on('drain', go).on('close', go);
      });
  };
  const entries = inOrder(wanted(folder.entries, headers));
  const told = (async () => {
    for (const entry of entries) await write(writeFields([[2, await stat(entry, folder)]]));
    // An empty one says that there are no more.
    await write(Buffer.alloc(0));
  })();
  // Whoever breaks off is told below.
  told.catch(() => undefined);
  let sent = 0;
  for await (const message of grpcMessages(stream)) {
    let kind = 0;
    let id = 0;
    for (const { number, value } of readFields(message)) {
      if (number === 1) kind = Number(value);
      if (number === 3) id = Number(value);
    }
    if (kind === failed) throw new Error('The builder could not take the files.');
    if (kind === finished) break;
    const entry = entries[id];
    if (kind !== request || !entry) continue;
    for await (const piece of folder.read(entry.path)) {
      sent += piece.length;
      folder.onSent?.(sent);
      await write(
        writeFields([
          [1, data],
          [3, id],
          [4, piece],
        ]),
      );
    }
    await write(
      writeFields([
        [1, data],
        [3, id],
      ]),
    );
  }
  await told;
  await write(writeFields([[1, finished]]));
}

async function stat(entry: SentFile, folder: SentFolder): Promise<Buffer> {
  const { path, kind, mode, size, mtime } = entry;
  const bits =
    (mode & 0o777) +
    (kind === 'folder' ? goMode.folder : kind === 'link' ? goMode.link : 0) +
    (mode & 0o4000 ? goMode.setuid : 0) +
    (mode & 0o2000 ? goMode.setgid : 0) +
    (mode & 0o1000 ? goMode.sticky : 0);
  return writeFields([
    [1, path],
    [2, bits],
    [5, kind === 'file' ? size : 0],
    // Nanoseconds; as exact as a number can be.
    [6, mtime.getTime() * 1e6],
    [7, kind === 'link' ? await folder.linkOf(path) : ''],
  ]);
}

/** The entries that a question is about: those it names, or all. To send more than was asked for is allowed. */
function wanted(entries: readonly SentFile[], headers: IncomingHttpHeaders): SentFile[] {
  const named = [...list(headers, 'followpaths'), ...list(headers, 'include-patterns')].map((path) =>
    path.replace(/^(?:\.?\/)+/, ''),
  );
  const isExcluding = list(headers, 'exclude-patterns').length > 0;
  const links = entries.filter(({ kind }) => kind === 'link').map(({ path }) => path);
  const isPlain = (path: string) =>
    path !== '' &&
    !/[*?[\\]/.test(path) &&
    !links.some((link) => path === link || path.startsWith(`${link}/`));
  // Patterns, and paths through links, are not followed here.
  const takesAll = named.length === 0 || !named.every(isPlain);
  const isNamed = ({ path }: SentFile) =>
    named.some((one) => path === one || path.startsWith(`${one}/`) || one.startsWith(`${path}/`));
  return entries.filter((entry) =>
    entry.forced ? !isExcluding && isNamed(entry) : takesAll || isNamed(entry),
  );
}

/** A list among the headers, which Node joins; newer builders write what is not ASCII as in a URL. */
function list(headers: IncomingHttpHeaders, name: string): string[] {
  const text = String(headers[name] ?? '');
  const items = text === '' ? [] : text.split(', ');
  if (headers[`${name}-encoded`] === undefined) return items;
  return items.map((item) => decodeURIComponent(item.replaceAll('+', ' ')));
}

/** In the order BuildKit insists on, a folder right before what is in it, with the folders that were left out. */
function inOrder(entries: readonly SentFile[]): SentFile[] {
  const all = new Map(entries.map((entry) => [entry.path, entry]));
  for (const { path, mtime } of entries)
    for (let at = path.lastIndexOf('/'); at > 0; at = path.lastIndexOf('/', at - 1)) {
      const above = path.slice(0, at);
      if (all.has(above)) break;
      all.set(above, { path: above, kind: 'folder', size: 0, mode: 0o755, mtime, forced: false });
    }
  return [...all.values()]
    .map((entry) => ({ entry, key: Buffer.from(entry.path.replaceAll('/', '\0')) }))
    .sort((a, b) => Buffer.compare(a.key, b.key))
    .map(({ entry }) => entry);
}

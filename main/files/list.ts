import type { FileEntry, ListingItem } from '@contract/files';
import { toLighterError } from '../engine/errors';
import { enginePath } from '../engine/path';
import type { Connection, EngineClient } from '../engine/types';
import type { StreamHandlers, StreamSink } from '../ipc/types';
import { type ArchiveLimits, readArchive } from './archive';
import { ArchiveIndex, createIndexes } from './archive-index';
import { listByProcess } from './list-by-process';
import { statPath } from './stat';

const usual: ArchiveLimits = { time: 15_000, bytes: 2e9, count: 300_000 };
/** Across a network each byte costs. */
const remote: ArchiveLimits = { ...usual, bytes: 250e6 };
const whole: ArchiveLimits = {
  time: Number.POSITIVE_INFINITY,
  bytes: Number.POSITIVE_INFINITY,
  count: 2_000_000,
};

/** Entries of one folder that are shown at most, and of one message. */
const maxShown = 200_000;
const batch = 2000;
/** ms between two messages while an archive is read. */
const tellEvery = 150;
/** An index larger than this is not kept, entries. */
const maxKept = 200_000;

interface RawContainer {
  State?: { Running?: boolean; Paused?: boolean; StartedAt?: string };
  Config?: { WorkingDir?: string } | null;
  Mounts?: { Destination?: string }[] | null;
}

/** Lists folders of containers, in the way that costs least; docs/decisions/0008 says which and why. */
export function createListing({ connection }: { connection: Connection }) {
  /** Containers without `find` and `stat`, and since when they run. */
  const lacking = new Map<string, string>();
  const indexes = createIndexes();
  const stopListening = connection.onEvent(({ type, action, id }) => {
    if (type === 'container' && !/^(archive-path|exec_|top|attach|resize)/.test(action)) indexes.forget(id);
    if (type === 'container' && action === 'destroy') lacking.delete(id);
  });

  const handler: StreamHandlers['files.list'] = async ({ id, path, whole: wantsAll }, sink) => {
    const client = connection.require();
    const about = await client.request<RawContainer | null>('GET', enginePath`/containers/${id}/json`);
    const { Running: runs = false, Paused: isPaused = false, StartedAt: since = '' } = about?.State ?? {};
    if (runs && !isPaused && lacking.get(id) !== since) {
      const entries = await tryProcess(client, id, path, sink.signal);
      if (Array.isArray(entries)) {
        await sendAll(sink, entries.slice(0, maxShown));
        sink.send([
          { kind: 'done', way: 'process', cut: entries.length > maxShown ? 'count' : null, odd: 0 },
        ]);
        return sink.end();
      }
      if (entries === 'lacking') lacking.set(id, since);
    }
    const known = runs ? null : indexes.get(id, path);
    if (known) {
      await sendAll(sink, known);
      sink.send([{ kind: 'done', way: 'archive', cut: null, odd: 0 }]);
      return sink.end();
    }
    if (path === '/') void sendKnownNames(client, id, about, sink);
    const limits = wantsAll ? whole : connection.row.endpoint.remote ? remote : usual;
    const index = await byArchive(client, id, path, limits, sink);
    if (!runs && index) indexes.keep(id, path, index);
    sink.end();
  };

  return {
    handler,
    /** Something was changed in it. */
    forget: indexes.forget,
    dispose(): void {
      stopListening();
      indexes.dispose();
    },
  };
}

/** Without entries it has to be read another way; what is wrong with the folder is said there again. */
async function tryProcess(
  client: EngineClient,
  id: string,
  path: string,
  signal: AbortSignal,
): Promise<FileEntry[] | 'lacking' | 'failed'> {
  try {
    return (await listByProcess(client, id, path, signal)) ?? 'lacking';
  } catch (error) {
    if (signal.aborted || toLighterError(error).code === 'engine-unreachable') throw error;
    return 'failed';
  }
}

type Sink = StreamSink<ListingItem>;

async function sendAll(sink: Sink, entries: readonly FileEntry[]): Promise<void> {
  for (let at = 0; at < entries.length && !sink.signal.aborted; at += batch) {
    if (!sink.send([{ kind: 'entries', entries: entries.slice(at, at + batch) }])) await sink.drained();
  }
}

/** Gives the index when it holds all there is and may be kept. */
async function byArchive(
  client: EngineClient,
  id: string,
  path: string,
  limits: ArchiveLimits,
  sink: Sink,
): Promise<ArchiveIndex | null> {
  const source = await client.open('GET', enginePath`/containers/${id}/archive`, {
    // With the dot a link to a folder is that folder, and names begin below it.
    query: { path: path === '/' ? '/.' : `${path}/.` },
    signal: sink.signal,
    timeoutMs: 60_000,
  });
  const index = new ArchiveIndex();
  let waiting: FileEntry[] = [];
  let bytes = 0;
  let count = 0;
  const tell = () => {
    sink.send([
      { kind: 'entries', entries: waiting },
      { kind: 'reading', bytes },
    ]);
    waiting = [];
  };
  const timer = setInterval(tell, tellEvery);
  try {
    const end = await readArchive(
      source,
      limits,
      (entry, header) => {
        const shown = index.add(entry, header.type === 'link' ? (header.linkname ?? null) : null);
        count += 1;
        if (shown) waiting.push(shown);
      },
      {
        signal: sink.signal,
        onBytes: (total) => {
          bytes = total;
        },
      },
    );
    clearInterval(timer);
    await sendAll(sink, waiting.slice(0, maxShown));
    sink.send([{ kind: 'done', way: 'archive', cut: end.cut, odd: end.odd }]);
    return end.cut === null && count <= maxKept ? index : null;
  } finally {
    clearInterval(timer);
  }
}

/** What lies in most roots. */
const usualNames =
  'app bin boot data dev etc home lib lib32 lib64 media mnt opt proc root run sbin srv sys tmp usr var workspace'.split(
    ' ',
  );

/** Asks for the names a root is likely to have one by one: the archive of a large image comes to `var` late. */
async function sendKnownNames(
  client: EngineClient,
  id: string,
  about: RawContainer | null,
  sink: Sink,
): Promise<void> {
  const places = [about?.Config?.WorkingDir, ...(about?.Mounts ?? []).map((mount) => mount.Destination)];
  const first = places.flatMap((place) => place?.split('/')[1] || []);
  for (const name of new Set([...usualNames, ...first])) {
    if (sink.signal.aborted) return;
    try {
      const stat = await statPath(client, id, `/${name}`);
      if (!stat) continue;
      const { type, size, mode, modifiedAt, linkTarget } = stat;
      sink.send([
        {
          kind: 'entries',
          entries: [{ name, type, size, mode, uid: null, gid: null, modifiedAt, target: linkTarget || null }],
        },
      ]);
    } catch {
      // The archive tells what there is, and its error if it cannot.
      return;
    }
  }
}

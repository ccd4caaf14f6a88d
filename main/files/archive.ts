import type { Readable } from 'node:stream';
import { LighterError } from '@contract/errors';
import type { FileEntry, FileType, ListingCut } from '@contract/files';
import { extract, type Header } from 'tar-stream';
import { toLighterError } from '../engine/errors';

/** How far an archive is read. */
export interface ArchiveLimits {
  /** ms */
  time: number;
  bytes: number;
  count: number;
}

/** One entry: its place below the folder that was asked for, as name parts (empty: the folder itself). */
export interface ArchiveEntry extends FileEntry {
  parts: readonly string[];
}

export interface ArchiveEnd {
  cut: ListingCut | null;
  /** Entries whose name is no path below the folder. */
  odd: number;
  bytes: number;
}

const types: Record<string, FileType> = {
  file: 'file',
  'contiguous-file': 'file',
  link: 'file',
  symlink: 'link',
  directory: 'folder',
  fifo: 'pipe',
  'character-device': 'character',
  'block-device': 'block',
};

/** The parts of a name in an archive; null when it leads elsewhere (`..`) or is no name. Pure. */
export function partsOf(name: string): string[] | null {
  const parts = name.split('/').filter((part) => part !== '' && part !== '.');
  return parts.some((part) => part === '..' || part.includes('\0') || part.length > 255) ? null : parts;
}

function toEntry(header: Header, parts: readonly string[]): ArchiveEntry {
  const type = types[header.type ?? 'file'] ?? 'unknown';
  return {
    parts,
    name: parts.at(-1) ?? '',
    type,
    size: type === 'file' ? (header.size ?? 0) : 0,
    mode: (header.mode ?? 0) & 0o7777,
    uid: header.uid ?? null,
    gid: header.gid ?? null,
    modifiedAt: header.mtime?.getTime() || 0,
    target: type === 'link' ? (header.linkname ?? null) : null,
  };
}

/**
 * Reads the names in an archive and passes its contents over, no faster than the engine sends. Stops at the first
 * limit, or when `signal` is aborted. A tar that is none, or breaks off, throws. The source is destroyed at the end.
 */
export async function readArchive(
  source: Readable,
  limits: ArchiveLimits,
  onEntry: (entry: ArchiveEntry, header: Header) => void,
  { onBytes, signal }: { onBytes?: (bytes: number) => void; signal?: AbortSignal } = {},
): Promise<ArchiveEnd> {
  const tar = extract();
  const end: ArchiveEnd = { cut: null, odd: 0, bytes: 0 };
  let count = 0;
  const stop = (why: ListingCut) => {
    end.cut ??= why;
    source.destroy();
  };
  const clock = Number.isFinite(limits.time) ? setTimeout(() => stop('time'), limits.time) : undefined;
  const onAbort = () => source.destroy();
  signal?.addEventListener('abort', onAbort, { once: true });
  source.on('data', (chunk: Buffer) => {
    end.bytes += chunk.length;
    onBytes?.(end.bytes);
    if (end.bytes > limits.bytes) stop('size');
  });
  try {
    await new Promise<void>((resolve, reject) => {
      tar.on('entry', (header, body, next) => {
        const parts = partsOf(header.name);
        count += 1;
        if (!parts) end.odd += 1;
        else if (end.cut === null) onEntry(toEntry(header, parts), header);
        if (count >= limits.count) stop('count');
        body.on('end', next);
        // It fails with its archive, whose error is the one that is told.
        body.on('error', () => undefined);
        body.resume();
      });
      tar.on('finish', resolve);
      tar.on('error', (error) => reject(new LighterError({ code: 'internal', message: error.message })));
      source.on('error', reject);
      source.on('close', () => {
        if (!source.readableEnded) reject(new LighterError({ code: 'engine-unreachable', message: broken }));
      });
      source.pipe(tar);
    });
  } catch (error) {
    if (end.cut === null) throw toLighterError(error);
  } finally {
    clearTimeout(clock);
    signal?.removeEventListener('abort', onAbort);
    source.destroy();
    tar.destroy();
  }
  return end;
}

const broken = 'The archive broke off.';

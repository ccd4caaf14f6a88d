import type { FileEntry } from '@contract/files';
import { describe, expect, it } from 'vitest';
import { lineEndsOf, withLineEnds } from './line-ends';
import { foldersAbove, tidyPath } from './paths';
import { placeOf, readPlaces } from './places';
import { type Folder, modeText, noChanges, readChanges, toRows, unread, withItems } from './tree-model';

const entry = (name: string, type: FileEntry['type'] = 'file', more: Partial<FileEntry> = {}): FileEntry => ({
  ...{ name, type, size: 0, mode: 0o644, uid: 0, gid: 0, modifiedAt: 0, target: null },
  ...more,
});
const ready = (...entries: FileEntry[]): Folder =>
  withItems(unread, [
    { kind: 'entries', entries },
    { kind: 'done', way: 'process', cut: null, odd: 0 },
  ]);
const lines = (...args: Parameters<typeof toRows>) =>
  toRows(...args).map((row) =>
    row.kind === 'entry' ? `${row.level} ${row.path}` : `${row.level} (${row.note})`,
  );

describe('the tree', () => {
  it('has folders first, counts as people do, and shows what is below what is open', () => {
    const folders = new Map([
      ['/', ready(entry('b10'), entry('b2'), entry('z', 'folder'), entry('a', 'folder'))],
      ['/z', ready(entry('x'))],
      ['/a', ready()],
    ]);
    expect(lines(folders, new Set(['/z', '/a']), noChanges)).toEqual([
      ...['1 /a', '2 (empty)', '1 /z', '2 /z/x', '1 /b2', '1 /b10'],
    ]);
  });

  it('says when a folder is still read, was cut, or could not be read', () => {
    expect(lines(new Map(), new Set(), noChanges)).toEqual(['1 (reading)']);
    const cut = withItems(unread, [{ kind: 'done', way: 'archive', cut: 'size', odd: 2 }]);
    expect(lines(new Map([['/', cut]]), new Set(), noChanges)).toEqual(['1 (cut)', '1 (odd)']);
    const failed: Folder = { ...unread, state: 'error', error: { code: 'internal', message: 'no' } };
    expect(lines(new Map([['/', failed]]), new Set(), noChanges)).toEqual(['1 (error)']);
  });

  it('marks changes, what contains them, and what is gone', () => {
    const changes = readChanges([
      { path: '/etc', kind: 'changed' },
      { path: '/etc/nginx', kind: 'changed' },
      { path: '/etc/nginx/new.conf', kind: 'added' },
      { path: '/etc/motd', kind: 'deleted' },
      { path: '/made', kind: 'added' },
      { path: '/made/file', kind: 'added' },
    ]);
    const rows = toRows(
      new Map([
        ['/', ready(entry('etc', 'folder'), entry('made', 'folder'), entry('bin', 'folder'))],
        ['/etc', ready(entry('nginx', 'folder'), entry('hosts'))],
      ]),
      new Set(['/etc']),
      changes,
    );
    expect(rows.map((row) => row.kind === 'entry' && [row.path, row.change])).toEqual([
      ['/bin', null],
      ['/etc', 'within'],
      ['/etc/nginx', 'within'],
      ['/etc/hosts', null],
      ['/etc/motd', 'deleted'],
      ['/made', 'added'],
    ]);
  });

  it('keeps the fuller of two answers about one file', () => {
    const short = entry('etc', 'folder', { uid: null, gid: null });
    const full = entry('etc', 'folder', { uid: 7, gid: 7 });
    for (const order of [
      [short, full],
      [full, short],
    ])
      expect(ready(...order).entries.get('etc')?.uid).toBe(7);
  });

  it('lists 10,000 files quickly enough to be typed at', () => {
    const many = ready(...Array.from({ length: 10_000 }, (_, index) => entry(`file-${index}`)));
    const folders = new Map([['/', many]]);
    expect(toRows(folders, new Set(), noChanges)).toHaveLength(10_000);
    expect(toRows(folders, new Set(), noChanges)[2]).toMatchObject({ path: '/file-2', place: 3, of: 10_000 });
  });
});

it('modes read as ls writes them', () => {
  expect(modeText({ type: 'folder', mode: 0o1777 })).toBe('drwxrwxrwt');
  expect(modeText({ type: 'file', mode: 0o4755 })).toBe('-rwsr-xr-x');
  expect(modeText({ type: 'file', mode: 0o2640 })).toBe('-rw-r-S---');
  expect(modeText({ type: 'link', mode: 0o777 })).toBe('lrwxrwxrwx');
});

it('places: the innermost mount decides', () => {
  const places = readPlaces({
    HostConfig: { ReadonlyRootfs: true, Tmpfs: { '/scratch': '' } },
    Mounts: [
      { Type: 'volume', Name: 'data', Source: '/var/lib/x', Destination: '/data', RW: true },
      { Type: 'bind', Source: '/home/me/site', Destination: '/data/site', RW: false },
    ],
  });
  expect(placeOf(places, '/etc/hosts')).toMatchObject({ mount: null, readOnly: true, beyondReach: false });
  expect(placeOf(places, '/data')).toMatchObject({ isMount: true, readOnly: false });
  expect(placeOf(places, '/database')).toMatchObject({ mount: null });
  expect(placeOf(places, '/data/site/x').mount).toMatchObject({ kind: 'bind', source: '/home/me/site' });
  expect(placeOf(places, '/data/site/x').readOnly).toBe(true);
  expect(placeOf(places, '/scratch/y')).toMatchObject({ beyondReach: true, readOnly: false });
  expect(placeOf(places, '/proc/1/status').beyondReach).toBe(true);
  expect(placeOf(readPlaces(undefined), '/x')).toMatchObject({ mount: null, readOnly: false });
});

it('paths a person types become ones the engine takes', () => {
  expect(tidyPath(' etc//nginx/../hosts/ ')).toBe('/etc/hosts');
  expect(tidyPath('/../..')).toBe('/');
  expect(foldersAbove('/a/b/c')).toEqual(['/', '/a', '/a/b']);
});

it('line ends survive an edit', () => {
  expect([lineEndsOf('a\nb'), lineEndsOf('a\r\nb\r\n'), lineEndsOf('a\r\nb\n'), lineEndsOf('a\rb')]).toEqual([
    ...['lf', 'crlf', 'mixed', 'mixed'],
  ]);
  expect(withLineEnds('a\nb', 'crlf')).toBe('a\r\nb');
});

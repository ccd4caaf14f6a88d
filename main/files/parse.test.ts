import { containerPath, fileName } from '@contract/files';
import { describe, expect, it } from 'vitest';
import { plainName } from './download';
import { parseListing } from './list-by-process';
import { judge } from './preview';
import { parseStat } from './stat';

const mark = 'aabbccddeeff';
/** As `find … -exec stat -c` of busybox 1.35 wrote it; GNU's differs in how it quotes a link. */
const record = (facts: string, path: string, long = path) => `${mark} ${facts} ${path} ${mark} ${long}\n`;

describe('what stat writes', () => {
  it('is read name by name, whatever is in a name', () => {
    const text =
      record('81a4 12 0 101 1795507533', '/tmp/a -> b') +
      record('41ed 4096 0 0 1795507533', '/tmp/sub') +
      record('a1ff 1 0 0 1795507533', '/tmp/busybox', "'/tmp/busybox' -> '/'") +
      record('a1ff 9 0 0 1795507533', '/tmp/gnu', '/tmp/gnu -> a -> b') +
      record('21b6 0 0 0 1795507533', '/tmp/null') +
      record('81a4 0 0 0 -5', '/tmp/new\n81a4 9 0 0 0 /tmp/forged\nline');
    expect(parseListing(text, mark)).toMatchObject([
      { name: 'a -> b', type: 'file', size: 12, gid: 101, mode: 0o644, target: null },
      { name: 'sub', type: 'folder', size: 0, mode: 0o755 },
      { name: 'busybox', type: 'link', target: '/' },
      { name: 'gnu', type: 'link', target: 'a -> b' },
      { name: 'null', type: 'character' },
      // A name may hold slashes only where it tries to forge a path: what comes after the last is all there is.
      { type: 'file', modifiedAt: -5000 },
    ]);
  });

  it('is nothing for an empty folder, and refused where it is not in that form', () => {
    expect(parseListing('', mark)).toEqual([]);
    for (const text of [
      'total 0\n',
      `x${record('81a4 1 0 0 1', '/a')}`,
      record('81a4 1 0 0 1', '/a').slice(0, -1),
      record('81a4 one 0 0 1', '/a'),
      record('41ed 1 0 0 1', '/a/..'),
      `${mark} 81a4 1 0 0 1 /a\n`,
    ])
      expect(parseListing(text, mark)).toBeNull();
  });
});

it('the engine’s header tells type, mode and target', () => {
  const header = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64');
  // As Engine 20.10 sent it for a link.
  expect(
    parseStat(
      header({
        name: 'lnk',
        size: 11,
        mode: 134218239,
        mtime: '2026-11-24T08:05:33.329076219Z',
        linkTarget: '/etc/passwd',
      }),
    ),
  ).toEqual({
    name: 'lnk',
    type: 'link',
    size: 11,
    mode: 0o777,
    modifiedAt: Date.parse('2026-11-24T08:05:33.329Z'),
    linkTarget: '/etc/passwd',
  });
  expect(parseStat(header({ mode: 2 ** 31 + 2 ** 20 + 0o777 }))).toMatchObject({
    type: 'folder',
    mode: 0o1777,
  });
  expect(parseStat(header({ mode: 2 ** 26 + 2 ** 21 + 0o666 }))).toMatchObject({ type: 'character' });
  expect(parseStat(header({ mode: 2 ** 23 + 0o755 }))).toMatchObject({ type: 'file', mode: 0o4755 });
});

describe('what is shown of a file', () => {
  it.each([
    ['text', Buffer.from('한글\n'), '/a.txt'],
    ['text', Buffer.alloc(0), '/empty'],
    ['binary', Buffer.from([0x66, 0, 0x67]), '/a.txt'],
    ['binary', Buffer.from([0xff, 0xfe, 0x41]), '/a.txt'],
    ['image', Buffer.from('89504e470d0a1a0a00', 'hex'), '/a.txt'],
    ['image', Buffer.from('<?xml version="1.0"?><svg xmlns="x"/>'), '/a.svg'],
    ['text', Buffer.from('<svg/>'), '/a.txt'],
    ['too-large', Buffer.alloc(1024 * 1024 + 1, 'a'), '/a.txt'],
  ])('%s', (kind, bytes, path) => {
    expect(judge(bytes, path).kind).toBe(kind);
  });
});

it('a name from a container is made fit for any system', () => {
  expect(plainName('a/..\\b:\u202e*?')).toBe('a_.._b____');
  expect(plainName('..')).toBe('_');
  expect(plainName('conf.d.')).toBe('conf.d_');
});

it('a path means one place only', () => {
  for (const path of ['/', '/etc', '/a b/\u001b', '/-rf'])
    expect(containerPath.safeParse(path).success).toBe(true);
  for (const path of ['', 'etc', '//etc', '/etc/', '/a/../b', '/.', '/a\0b', `/${'x'.repeat(4096)}`])
    expect(containerPath.safeParse(path).success).toBe(false);
  for (const name of ['', '.', '..', 'a/b', 'a\0']) expect(fileName.safeParse(name).success).toBe(false);
});

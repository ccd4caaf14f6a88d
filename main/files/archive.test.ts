import { Readable } from 'node:stream';
import { type Pack, pack } from 'tar-stream';
import { describe, expect, it } from 'vitest';
import { type ArchiveEntry, partsOf, readArchive } from './archive';
import { ArchiveIndex } from './archive-index';

const unlimited = { time: 10_000, bytes: Number.POSITIVE_INFINITY, count: Number.POSITIVE_INFINITY };

function tarOf(fill: (tar: Pack) => void): Readable {
  const tar = pack();
  fill(tar);
  tar.finalize();
  return Readable.from(tar as unknown as AsyncIterable<Uint8Array>, { objectMode: false });
}

async function read(source: Readable, limits = unlimited) {
  const entries: ArchiveEntry[] = [];
  const end = await readArchive(source, limits, (entry) => entries.push(entry));
  return { entries, end };
}

describe('names in an archive', () => {
  it.each([
    ['./', []],
    ['/', []],
    ['./etc/passwd', ['etc', 'passwd']],
    ['/etc//x/./y', ['etc', 'x', 'y']],
    ['a\\..\\b', ['a\\..\\b']],
    ['../etc/passwd', null],
    ['a/../../b', null],
    ['a\0b', null],
    ['x'.repeat(256), null],
  ])('%j are %j', (name, parts) => {
    expect(partsOf(name)).toEqual(parts);
  });

  it('that lead elsewhere are counted and left out; odd letters stay as they are', async () => {
    const { entries, end } = await read(
      tarOf((tar) => {
        tar.entry({ name: './', type: 'directory' });
        tar.entry({ name: '../../root/.ssh/authorized_keys' }, 'x');
        tar.entry({ name: '/absolute' }, 'x');
        tar.entry({ name: './\u001b[31mred\u202e' }, 'abc');
        tar.entry({ name: './out', type: 'symlink', linkname: '../../etc/shadow' });
        tar.entry({ name: './dev', type: 'character-device', devmajor: 1, devminor: 3 });
        tar.entry({ name: `./${'long/'.repeat(60)}end`, mode: 0o4755 }, 'x');
      }),
    );
    expect(end).toMatchObject({ cut: null, odd: 1 });
    expect(entries.map(({ parts }) => parts.join('/'))).toEqual([
      '',
      'absolute',
      '\u001b[31mred\u202e',
      'out',
      'dev',
      `${'long/'.repeat(60)}end`,
    ]);
    expect(entries[2]).toMatchObject({ type: 'file', size: 3 });
    expect(entries[3]).toMatchObject({ type: 'link', target: '../../etc/shadow' });
    expect(entries[4]).toMatchObject({ type: 'character' });
    expect(entries[5]?.mode).toBe(0o4755);
  });
});

describe('limits', () => {
  /** Files without end, of 64 kB each, as an engine would send them. */
  async function* endless(): AsyncGenerator<Buffer> {
    const header = Buffer.alloc(512);
    header.write('./file', 0);
    header.write('0000644\0', 100);
    header.write('0000000\0', 108);
    header.write('0000000\0', 116);
    header.write('00000200000\0', 124);
    header.write('00000000000\0', 136);
    header.write('        ', 148);
    header.write('0', 156);
    header.write('ustar\x0000', 257);
    const sum = header.reduce((all, byte) => all + byte, 0);
    header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
    for (;;) {
      yield header;
      yield Buffer.alloc(65_536);
    }
  }

  it('of bytes end the reading and the source', async () => {
    const source = Readable.from(endless(), { objectMode: false });
    const { end } = await read(source, { ...unlimited, bytes: 1_000_000 });
    expect(end.cut).toBe('size');
    expect(end.bytes).toBeLessThan(1_300_000);
    expect(source.destroyed).toBe(true);
  });

  it('of entries end it', async () => {
    const { entries, end } = await read(Readable.from(endless(), { objectMode: false }), {
      ...unlimited,
      count: 5,
    });
    expect(end.cut).toBe('count');
    expect(entries).toHaveLength(5);
  });

  it('of time end it, also when nothing comes any more', async () => {
    const silent = new Readable({ read: () => undefined });
    expect((await read(silent, { ...unlimited, time: 20 })).end.cut).toBe('time');
  });

  it('of headers hold: one of many megabytes is refused', async () => {
    const tar = Buffer.alloc(512);
    tar.write('x', 0);
    tar.write('0000644\0', 100);
    tar.write('77777777777\0', 124);
    tar.write('        ', 148);
    tar.write('x', 156);
    tar.write('ustar\x0000', 257);
    const sum = tar.reduce((all, byte) => all + byte, 0);
    tar.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
    await expect(read(Readable.from([tar], { objectMode: false }))).rejects.toThrow(/header/i);
  });

  it('an archive that is none, or breaks off, is an error', async () => {
    await expect(
      read(Readable.from([Buffer.alloc(2048, 'no tar')], { objectMode: false })),
    ).rejects.toMatchObject({ code: 'internal' });
    const whole = tarOf((tar) => tar.entry({ name: './a' }, 'x'.repeat(5000)));
    const chunks: Buffer[] = [];
    for await (const chunk of whole) chunks.push(chunk);
    const bytes = Buffer.concat(chunks);
    await expect(read(Readable.from([bytes.subarray(0, 3000)], { objectMode: false }))).rejects.toThrow();
  });
});

describe('the index of an archive', () => {
  it('knows each folder, and the size of a second name', async () => {
    const index = new ArchiveIndex();
    const shown: string[] = [];
    await readArchive(
      tarOf((tar) => {
        tar.entry({ name: './', type: 'directory' });
        tar.entry({ name: './a/', type: 'directory' });
        tar.entry({ name: './a/one' }, 'four');
        tar.entry({ name: './a/two', type: 'link', linkname: './a/one' });
        tar.entry({ name: './b' }, 'x');
      }),
      unlimited,
      (entry, header) => {
        const first = index.add(entry, header.type === 'link' ? header.linkname : null);
        if (first) shown.push(first.name);
      },
    );
    expect(shown).toEqual(['a', 'b']);
    expect([...(index.folders.get('a')?.values() ?? [])].map(({ name, size }) => [name, size])).toEqual([
      ['one', 4],
      ['two', 4],
    ]);
  });
});

import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import tar from 'tar-stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readContext } from './context';
import { contextTar } from './context-tar';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lighter-context-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const put = (files: Record<string, string>) => {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
};
const paths = async (dockerfile = 'Dockerfile') => {
  const { entries } = await readContext(folder, dockerfile);
  return entries.filter(({ kind }) => kind !== 'folder').map(({ path }) => path);
};

describe('a build context', () => {
  it('leaves out what .dockerignore names, lets in what it excepts, and counts the rest', async () => {
    put({
      Dockerfile: 'FROM x',
      '.dockerignore': '# all\nnode_modules\n**/*.log\ndata/*\n!data/keep.txt\nDockerfile\n',
      'node_modules/a/index.js': 'x'.repeat(5000),
      'src/app.js': 'x'.repeat(300),
      'src/debug.log': 'x',
      'data/keep.txt': 'yes',
      'data/drop.txt': 'no',
    });
    // As the Docker CLI does: the Dockerfile and the ignore file go along whatever they say.
    expect(await paths()).toEqual(['.dockerignore', 'Dockerfile', 'data/keep.txt', 'src/app.js']);
    const size = await readContext(folder, 'Dockerfile');
    expect(size).toMatchObject({ files: 4, ignoreFile: '.dockerignore' });
    expect(size.bytes).toBe(size.entries.reduce((sum, { size }) => sum + size, 0));
    expect(size.largest[0]).toEqual({ path: 'src/', bytes: 300 });
  });

  it('takes the ignore file of its own Dockerfile first', async () => {
    put({ 'web.Dockerfile': '', 'web.Dockerfile.dockerignore': 'a', '.dockerignore': 'b', a: '', b: '' });
    expect(await paths('web.Dockerfile')).not.toContain('a');
    expect(await paths('web.Dockerfile')).toContain('b');
    expect((await readContext(folder, 'web.Dockerfile')).ignoreFile).toBe('web.Dockerfile.dockerignore');
  });

  it('sends what it has counted, links as links, and everything as root', async () => {
    put({ Dockerfile: 'FROM x', 'sub/한글.txt': 'content', empty: '' });
    symlinkSync('/etc/passwd', join(folder, 'link'));
    const { entries, bytes } = await readContext(folder, 'Dockerfile');
    let sent = 0;
    const found: Record<string, string> = {};
    const extract = tar.extract();
    contextTar(folder, entries, (now) => {
      sent = now;
    }).pipe(extract);
    for await (const entry of extract) {
      const { name, type, uid, linkname } = entry.header;
      let text = '';
      for await (const chunk of entry) text += chunk;
      found[name ?? ''] = `${type} ${uid} ${linkname ?? text}`;
    }
    expect(found).toEqual({
      Dockerfile: 'file 0 FROM x',
      empty: 'file 0 ',
      link: 'symlink 0 /etc/passwd',
      sub: 'directory 0 ',
      'sub/한글.txt': 'file 0 content',
    });
    expect(sent).toBe(bytes);
  });

  it('reads no faster than it is taken, and stops when it is destroyed', async () => {
    put({ Dockerfile: 'FROM x', a: 'x'.repeat(4_000_000), b: 'x'.repeat(4_000_000) });
    const { entries } = await readContext(folder, 'Dockerfile');
    let sent = 0;
    const stream = contextTar(folder, entries, (now) => {
      sent = now;
    });
    await stream[Symbol.asyncIterator]().next();
    expect(sent).toBeLessThan(4_000_000);
    stream.destroy();
    expect(stream.destroyed).toBe(true);
  });

  it('breaks off when a file has gone since it was counted', async () => {
    put({ Dockerfile: 'FROM x', gone: 'x' });
    const { entries } = await readContext(folder, 'Dockerfile');
    rmSync(join(folder, 'gone'));
    await expect(contextTar(folder, entries, () => undefined).toArray()).rejects.toThrow('ENOENT');
  });

  it('tells what has gone out also within one large file', async () => {
    put({ Dockerfile: 'FROM x', large: 'x'.repeat(1_000_000) });
    const { entries, bytes } = await readContext(folder, 'Dockerfile');
    const told: number[] = [];
    for await (const _ of contextTar(folder, entries, (now) => told.push(now)));
    expect(told.at(-1)).toBe(bytes);
    expect(told.filter((now) => now > 1000 && now < bytes).length).toBeGreaterThan(3);
  });
});

import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSources } from './sources';

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'lighter-sources-'));
  for (const path of ['app/Dockerfile', 'app/docker/web.Dockerfile', 'other/Dockerfile', 'bare/a.txt']) {
    mkdirSync(dirname(join(home, path)), { recursive: true });
    writeFileSync(join(home, path), `FROM ${path}`);
  }
});
afterEach(() => rmSync(home, { recursive: true }));
const at = (path: string) => join(home, path);

describe('the Dockerfile of a folder', () => {
  it('may lie deeper in it, or outside, if somebody has chosen it', async () => {
    const sources = createSources();
    const app = await sources.open(at('app'));
    expect(app).toMatchObject({ folder: at('app'), dockerfile: 'Dockerfile', dockerfiles: ['Dockerfile'] });
    await expect(async () => sources.read(app.id, at('other/Dockerfile'))).rejects.toMatchObject({
      code: 'not-found',
    });
    const deeper = await sources.withDockerfile(app.id, at('app/docker/web.Dockerfile'));
    expect(deeper).toMatchObject({ folder: at('app'), dockerfile: 'docker/web.Dockerfile' });
    const outside = await sources.withDockerfile(deeper.id, at('other/Dockerfile'));
    expect(outside).toMatchObject({
      folder: at('app'),
      dockerfile: at('other/Dockerfile'),
      dockerfiles: ['Dockerfile', 'docker/web.Dockerfile', at('other/Dockerfile')],
    });
    expect(await sources.read(outside.id, at('other/Dockerfile'))).toBe('FROM other/Dockerfile');
    await sources.write(outside.id, at('other/Dockerfile'), 'FROM x', 'FROM other/Dockerfile');
    expect(readFileSync(at('other/Dockerfile'), 'utf8')).toBe('FROM x');
    await expect(sources.withDockerfile(app.id, at('bare'))).rejects.toMatchObject({ code: 'not-found' });
  });

  it('goes along to a folder that has none, and is found again', async () => {
    const sources = createSources();
    await expect(sources.open(at('bare'))).rejects.toMatchObject({ code: 'invalid-input' });
    const { id, dockerfile } = await sources.open(at('other/Dockerfile'));
    const bare = await sources.openWith(at('bare'), { source: id, dockerfile });
    expect(bare).toMatchObject({ folder: at('bare'), dockerfile: at('other/Dockerfile') });
    // A folder with one of its own is built with that.
    const app = await sources.openWith(at('app'), { source: id, dockerfile });
    expect(app).toMatchObject({ folder: at('app'), dockerfile: 'Dockerfile' });
    const up = await sources.openWith(home, { source: id, dockerfile });
    expect(up).toMatchObject({ folder: home, dockerfile: 'other/Dockerfile' });
    expect(await sources.open(at('bare'), at('other/Dockerfile'))).toMatchObject({
      dockerfile: at('other/Dockerfile'),
    });
    rmSync(at('other'), { recursive: true });
    await expect(sources.open(at('bare'), at('other/Dockerfile'))).rejects.toMatchObject({
      code: 'invalid-input',
    });
  });
});

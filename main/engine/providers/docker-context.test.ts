import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createDockerContext } from './docker-context';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lighter-context-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const context = (host = 'unix:///run/x/docker.sock') => createDockerContext({ configFolder: folder, host });

describe('the docker context', () => {
  it('is written as the CLI writes it, and removed without a trace', async () => {
    expect(await context().exists()).toBe(false);
    await context().create();
    await context().create();
    expect(await context().exists()).toBe(true);
    const [name = ''] = readdirSync(join(folder, 'contexts/meta'));
    expect(name).toMatch(/^[0-9a-f]{64}$/);
    const meta: unknown = JSON.parse(readFileSync(join(folder, 'contexts/meta', name, 'meta.json'), 'utf8'));
    expect(meta).toEqual({
      Name: 'lighter',
      Metadata: { Description: "Lighter's own engine" },
      Endpoints: { docker: { Host: 'unix:///run/x/docker.sock', SkipTLSVerify: false } },
    });
    await context().remove();
    expect(await context().exists()).toBe(false);
    expect(existsSync(join(folder, 'contexts/meta', name))).toBe(false);
  });

  it('is no longer chosen once it is gone; the rest of the configuration stays', async () => {
    await context().create();
    writeFileSync(
      join(folder, 'config.json'),
      JSON.stringify({ currentContext: 'lighter', auths: { a: {} } }),
    );
    await context().remove();
    expect(JSON.parse(readFileSync(join(folder, 'config.json'), 'utf8'))).toEqual({ auths: { a: {} } });
  });

  it("leaves somebody else's context of that name alone", async () => {
    await context('tcp://10.0.0.1:2376').create();
    await expect(context().create()).rejects.toMatchObject({ code: 'conflict' });
    await context().remove();
    expect(await context('tcp://10.0.0.1:2376').exists()).toBe(true);
  });

  it('tells of a configuration it cannot read', async () => {
    await context().create();
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'config.json'), '{');
    await expect(context().remove()).rejects.toMatchObject({ code: 'internal' });
  });
});

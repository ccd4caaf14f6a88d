import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { blankForm } from '@contract/run-form';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { templateHandlers } from './templates';

describe('templates', () => {
  let userData: string;
  beforeEach(() => {
    userData = mkdtempSync(join(tmpdir(), 'lighter-'));
  });
  afterEach(() => rmSync(userData, { recursive: true }));

  const handlers = () => templateHandlers({ userData });
  const save = (name: string, image = 'nginx') =>
    handlers()['templates.save']({ name, form: blankForm(image), withheld: [] });
  const names = async () => (await handlers()['templates.list']({})).map(({ name }) => name);

  it('are kept, by name, for their owner only', async () => {
    await save('web');
    await save('db');
    expect(await names()).toEqual(['db', 'web']);
    expect(statSync(join(userData, 'templates.json')).mode & 0o777).toBe(0o600);
  });

  it('are replaced under the same name, renamed and removed', async () => {
    await save('web');
    await save('web', 'httpd');
    expect(await handlers()['templates.list']({})).toMatchObject([{ name: 'web', form: { image: 'httpd' } }]);
    await handlers()['templates.rename']({ name: 'web', to: 'site' });
    expect(await names()).toEqual(['site']);
    await save('web');
    expect(() => handlers()['templates.rename']({ name: 'site', to: 'web' })).toThrow(
      expect.objectContaining({ code: 'conflict' }),
    );
    await handlers()['templates.remove']({ name: 'site' });
    expect(await names()).toEqual(['web']);
  });

  it('survive a broken file and entries that no longer fit', async () => {
    await save('web');
    writeFileSync(join(userData, 'templates.json'), '{"templates":[{"name":"odd"}]}');
    expect(await names()).toEqual([]);
    writeFileSync(join(userData, 'templates.json'), 'no json');
    expect(await names()).toEqual([]);
    expect(readdirSync(userData)).toContain('templates.json.broken');
  });
});

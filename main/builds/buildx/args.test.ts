import type { BuildForm } from '@contract/builds';
import { expect, it } from 'vitest';
import { buildxCall } from './args';

const form: BuildForm = {
  dockerfile: 'Dockerfile',
  tags: ['me/app:1'],
  args: [
    { name: 'VERSION', value: '--push', secret: false },
    { name: 'TOKEN', value: 'canary-1', secret: true },
  ],
  target: 'build',
  platform: 'linux/arm64',
  noCache: true,
  pull: true,
  builder: 'buildx',
  secrets: [{ id: 'npm-key', value: 'canary-2' }],
  ssh: true,
};

it('calls buildx for this engine, with no secret and nothing that is taken for an option', () => {
  const where = { folder: '/app', dockerfile: '/other/Dockerfile', idFile: '/tmp/x/id' };
  const { args, env } = buildxCall({ form, ...where, version: '0.13.1', agent: '/run/agent' });
  expect(args).toEqual([
    'buildx',
    'build',
    '--builder=default',
    '--progress=rawjson',
    '--load',
    '--iidfile=/tmp/x/id',
    '--file=/other/Dockerfile',
    '--tag=me/app:1',
    '--build-arg=VERSION=--push',
    '--build-arg=TOKEN',
    '--target=build',
    '--platform=linux/arm64',
    '--no-cache',
    '--pull',
    '--secret=id=npm-key,env=LIGHTER_SECRET_0',
    '--ssh=default',
    '--',
    '/app',
  ]);
  expect(env).toEqual({ TOKEN: 'canary-1', LIGHTER_SECRET_0: 'canary-2', SSH_AUTH_SOCK: '/run/agent' });
  const old = buildxCall({
    form: { ...form, args: [], secrets: [] },
    ...where,
    version: '0.12.0',
    agent: null,
  });
  expect(old.args).toContain('--progress=plain');
  expect(old.args).not.toContain('--ssh=default');
  expect(old.env).toEqual({});
});

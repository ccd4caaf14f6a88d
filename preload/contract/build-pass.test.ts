import { expect, it } from 'vitest';
import { canPass } from './build-pass';

const arg = (name: string, value: string, secret: boolean) => ({
  args: [{ name, value, secret }],
  secrets: [],
});

it('hands over what fits, and no secret under a name that steers the command', () => {
  expect(canPass(arg('TOKEN', 'x', true))).toBe(true);
  expect(canPass(arg('HTTP_PROXY', 'http://proxy', false))).toBe(true);
  for (const name of ['PATH', 'DOCKER_HOST', 'LD_PRELOAD', 'https_proxy', 'GODEBUG', 'SSH_AUTH_SOCK'])
    expect(canPass(arg(name, 'x', true))).toBe(false);
  expect(canPass(arg('A', '가'.repeat(50_000), false))).toBe(false);
  expect(canPass({ args: [], secrets: [{ id: 'key', value: 'x'.repeat(130_000) }] })).toBe(false);
  expect(canPass({ args: [], secrets: [{ id: 'key', value: 'a\0b' }] })).toBe(false);
});

import { describe, expect, it } from 'vitest';
import type { EngineClient } from '../engine/types';
import { type BuilderWishes, chooseBuilder } from './builder';

const engine = (version: object) => ({ request: async () => version }) as unknown as EngineClient;
const docker = engine({ Os: 'linux', Components: [{ Name: 'Engine' }] });
const wishes: BuilderWishes = {
  asked: 'auto',
  env: {},
  hasBuildx: async () => true,
  passes: true,
  needsOwnLogin: async () => false,
};

describe('the builder', () => {
  it.each([
    ['docker buildx where the CLI has it', {}, 'buildx', 'cli'],
    ['the engine’s BuildKit where it has not', { hasBuildx: async () => false }, 'buildkit', 'engine'],
    [
      'that one also when buildx was asked for and has gone',
      { asked: 'buildx', hasBuildx: async () => false },
      'buildkit',
      'engine',
    ],
    [
      'BuildKit for a login that only Lighter keeps',
      { needsOwnLogin: async () => true },
      'buildkit',
      'login',
    ],
    ['BuildKit for values that cannot be handed over', { passes: false }, 'buildkit', 'values'],
    ['also against a wish', { passes: false, asked: 'buildx' }, 'buildkit', 'values'],
    ['the older one as the environment says', { env: { DOCKER_BUILDKIT: '0' } }, 'classic', 'environment'],
    ['what was asked for before that', { env: { DOCKER_BUILDKIT: '0' }, asked: 'buildx' }, 'buildx', 'asked'],
    ['BuildKit when asked', { asked: 'buildkit' }, 'buildkit', 'asked'],
    ['the older one when asked', { asked: 'classic' }, 'classic', 'asked'],
  ] satisfies [string, Partial<BuilderWishes>, string, string][])(
    'is %s',
    async (_what, more, builder, why) => {
      expect(await chooseBuilder(docker, { ...wishes, ...more })).toMatchObject({ builder, why });
    },
  );

  it('can only be the older one where the engine has no BuildKit', async () => {
    for (const version of [{ Os: 'linux', Components: [{ Name: 'Podman Engine' }] }, { Os: 'windows' }])
      expect(await chooseBuilder(engine(version), { ...wishes, asked: 'buildx' })).toEqual({
        builder: 'classic',
        why: 'none',
        available: ['classic'],
      });
    expect((await chooseBuilder(docker, wishes)).available).toEqual(['buildx', 'buildkit', 'classic']);
    expect((await chooseBuilder(docker, { ...wishes, hasBuildx: async () => false })).available).toEqual([
      'buildkit',
      'classic',
    ]);
  });
});

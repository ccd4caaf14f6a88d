import type { Builder, BuilderChoice, BuildForm } from '@contract/builds';
import { enginePath } from '../engine/path';
import type { EngineClient } from '../engine/types';

/** What the choice of a builder goes by, beside the engine. */
export interface BuilderWishes {
  asked: BuildForm['builder'];
  /** As it was at the start, with `DOCKER_*`. */
  env: NodeJS.ProcessEnv;
  /** Whether the Docker CLI here has buildx, and can reach this engine. */
  hasBuildx(): Promise<boolean>;
  /** Whether buildx can be handed all values (`canPass`). */
  passes: boolean;
  /** Whether a base image's registry has a login that only Lighter keeps, which the Docker CLI would not find. */
  needsOwnLogin(): Promise<boolean>;
}

/**
 * Which builder to take: `docker buildx` where the CLI has it, else the engine's BuildKit, else its older builder,
 * unless `DOCKER_BUILDKIT=0` or the form say otherwise. From `GET /version`: Podman and engines for Windows have no
 * BuildKit. Throws `LighterError`.
 */
export async function chooseBuilder(client: EngineClient, wishes: BuilderWishes): Promise<BuilderChoice> {
  const { asked, env, passes } = wishes;
  const version = await client.request<{ Os?: string; Components?: { Name?: string }[] | null }>(
    'GET',
    enginePath`/version`,
  );
  const isPodman = version.Components?.some(({ Name }) => /podman/i.test(Name ?? '')) ?? false;
  const hasKit = !isPodman && version.Os !== 'windows';
  if (!hasKit) return { builder: 'classic', why: 'none', available: ['classic'] };
  const hasBuildx = await wishes.hasBuildx();
  const available: Builder[] = [...(hasBuildx ? (['buildx'] as const) : []), 'buildkit', 'classic'];
  if (asked === 'buildkit' || asked === 'classic') return { builder: asked, why: 'asked', available };
  const isOff = /^(0|false|f|no)$/i.test(env.DOCKER_BUILDKIT ?? '');
  if (asked === 'auto' && isOff) return { builder: 'classic', why: 'environment', available };
  if (!hasBuildx) return { builder: 'buildkit', why: 'engine', available };
  if (!passes) return { builder: 'buildkit', why: 'values', available };
  if (asked === 'buildx') return { builder: 'buildx', why: 'asked', available };
  if (await wishes.needsOwnLogin()) return { builder: 'buildkit', why: 'login', available };
  return { builder: 'buildx', why: 'cli', available };
}

import type { Builder, BuilderChoice, BuildForm } from '@contract/builds';
import { enginePath } from '../engine/path';
import type { EngineClient } from '../engine/types';

/**
 * Which builder to take: BuildKit where the engine has it, as the Docker CLI does, unless `DOCKER_BUILDKIT=0` or the
 * form say otherwise. From `GET /version`: Podman and engines for Windows have none. Throws `LighterError`.
 */
export async function chooseBuilder(
  client: EngineClient,
  asked: BuildForm['builder'],
  env: NodeJS.ProcessEnv,
): Promise<BuilderChoice> {
  const version = await client.request<{ Os?: string; Components?: { Name?: string }[] | null }>(
    'GET',
    enginePath`/version`,
  );
  const isPodman = version.Components?.some(({ Name }) => /podman/i.test(Name ?? '')) ?? false;
  const hasKit = !isPodman && version.Os !== 'windows';
  const available: Builder[] = hasKit ? ['buildkit', 'classic'] : ['classic'];
  if (!hasKit) return { builder: 'classic', why: 'none', available };
  if (asked !== 'auto') return { builder: asked, why: 'asked', available };
  const isOff = /^(0|false|f|no)$/i.test(env.DOCKER_BUILDKIT ?? '');
  return { builder: isOff ? 'classic' : 'buildkit', why: isOff ? 'environment' : 'engine', available };
}

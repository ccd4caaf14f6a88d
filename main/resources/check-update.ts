import { LighterError } from '@contract/errors';
import type { UpdateCheck } from '@contract/images';
import { toLighterError } from '../engine/errors';
import { parseImageRef } from '../engine/image-ref';
import { enginePath } from '../engine/path';
import type { EngineClient } from '../engine/types';
import type { RegistryAuth } from '../tasks/pull';

/** The registry may be far away, ms. */
const timeoutMs = 60_000;

/**
 * Compares the digest under which an image was pulled with the one its registry has now. The engine asks for the
 * manifest's digest only, which is no pull and costs no pull of a registry's limit.
 */
export async function checkUpdate(
  client: EngineClient,
  tag: string,
  auth: RegistryAuth,
): Promise<UpdateCheck> {
  const ref = parseImageRef(tag);
  const image = await client.request<{ RepoDigests?: string[] | null }>(
    'GET',
    enginePath`/images/${ref.familiar}/json`,
  );
  const known = (image.RepoDigests ?? []).filter((digest) => digest.startsWith(`${ref.name}@`));
  // Built or loaded here: no registry has ever had it under this name.
  if (known.length === 0) return { state: 'local', digest: null };
  const header = await auth(ref.registry);
  try {
    const { Descriptor } = await client.request<{ Descriptor?: { digest?: string } }>(
      'GET',
      enginePath`/distribution/${ref.familiar}/json`,
      { headers: header === null ? {} : { 'X-Registry-Auth': header }, timeoutMs },
    );
    const digest = Descriptor?.digest ?? null;
    return { state: known.includes(`${ref.name}@${digest}`) ? 'current' : 'newer', digest };
  } catch (error) {
    const typed = toLighterError(error);
    if (typed.status === undefined) throw typed;
    throw new LighterError({ ...typed.toData(), code: 'registry' });
  }
}

import { LighterError } from '@contract/errors';
import type { TaskResult } from '@contract/tasks';
import { type ImageRef, parseImageRef } from '../engine/image-ref';
import { readJsonLines } from '../engine/ndjson';
import { enginePath } from '../engine/path';
import { endPull, reducePull, startedPull } from '../engine/pull-progress';
import type { EngineClient } from '../engine/types';
import { answerTimeout, asRefusal, type RegistryAuth } from './pull';
import type { TaskUpdate } from './tasks';

/** `{}` in base64. */
const noLogin = 'e30=';

/**
 * `POST /images/{name}/push` of one tag: resolves when the registry has confirmed it with a digest. What it
 * refuses, before or within the stream, throws `registry` with its words.
 */
export async function pushImage(
  client: EngineClient,
  reference: string,
  auth: RegistryAuth,
  signal: AbortSignal,
  update: (change: TaskUpdate) => void,
): Promise<TaskResult> {
  const ref = parseImageRef(reference);
  let state = startedPull;
  let digest: string | null = null;
  for await (const message of readJsonLines(await openPush(client, ref, auth, signal))) {
    state = reducePull(state, message);
    digest = digestIn(message.aux) ?? digest;
    update({ progress: state.progress, layers: state.layers, message: state.message });
  }
  state = endPull(state);
  if (state.error) throw new LighterError(state.error);
  if (state.outcome !== 'done' && digest === null) {
    throw new LighterError({ code: 'registry', message: 'The push ended without a word of the registry.' });
  }
  return { kind: 'push', digest };
}

async function openPush(client: EngineClient, ref: ImageRef, auth: RegistryAuth, signal: AbortSignal) {
  const header = await auth(ref.registry);
  try {
    return await client.open('POST', enginePath`/images/${ref.name}/push`, {
      query: { tag: ref.tag ?? 'latest' },
      // The engine refuses a push without the header, be there nothing in it.
      headers: { 'X-Registry-Auth': header ?? noLogin },
      signal,
      timeoutMs: answerTimeout,
    });
  } catch (error) {
    throw asRefusal(error);
  }
}

function digestIn(aux: unknown): string | null {
  if (typeof aux !== 'object' || aux === null || !('Digest' in aux)) return null;
  return typeof aux.Digest === 'string' ? aux.Digest : null;
}

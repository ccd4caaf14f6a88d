import { LighterError } from '@contract/errors';
import type { TaskResult } from '@contract/tasks';
import { toLighterError } from '../engine/errors';
import { type ImageRef, parseImageRef, pullQuery } from '../engine/image-ref';
import { readJsonLines } from '../engine/ndjson';
import { enginePath } from '../engine/path';
import { endPull, reducePull, startedPull } from '../engine/pull-progress';
import type { EngineClient } from '../engine/types';
import type { TaskUpdate } from './tasks';

/** What is to be pulled: a reference, for another platform, or every tag of its repository. */
export interface PullRequest {
  ref: string;
  platform?: string;
  allTags?: boolean;
}

/** `X-Registry-Auth` for a registry (`docker.io`); null without a login there. */
export type RegistryAuth = (registry: string) => Promise<string | null>;

/** Until the engine has heard from the registry, ms: it tries several addresses, each with its own limits. */
export const answerTimeout = 5 * 60_000;

const engineSide = /no space left|failed to register layer|input\/output error|read-only file system/i;

/**
 * `POST /images/create`: resolves when the image is there. What the registry refuses, before or within the
 * stream, throws `registry` with its words; so does a stream that ends without a last word and an image.
 */
export async function pullImage(
  client: EngineClient,
  what: PullRequest,
  auth: RegistryAuth,
  signal: AbortSignal,
  update: (change: TaskUpdate) => void,
): Promise<TaskResult> {
  const ref = parseImageRef(what.ref);
  const name = ref.digest === null ? ref.familiar : `${ref.name}@${ref.digest}`;
  const before = what.allTags ? null : await imageId(client, name, signal).catch(unlessMissing);
  let state = startedPull;
  for await (const message of readJsonLines(await openPull(client, ref, what, auth, signal))) {
    state = reducePull(state, message);
    update({ progress: state.progress, layers: state.layers, message: state.message });
  }
  state = endPull(state);
  if (state.error) throw new LighterError(state.error);
  if (what.allTags) {
    if (state.outcome === 'done') return { kind: 'pull', imageId: null, replaced: null };
    throw new LighterError({ code: 'registry', message: `No tag of ${ref.name} came.` });
  }
  const after = await imageId(client, name, signal);
  return { kind: 'pull', imageId: after, replaced: before === after ? null : before };
}

/** The image that has the name now. Throws `not-found` where none has. */
async function imageId(client: EngineClient, name: string, signal: AbortSignal): Promise<string> {
  const image = await client.request<{ Id: string }>('GET', enginePath`/images/${name}/json`, { signal });
  return image.Id;
}

function unlessMissing(error: unknown): null {
  if (error instanceof LighterError && error.code === 'not-found') return null;
  throw error;
}

async function openPull(
  client: EngineClient,
  ref: ImageRef,
  { platform, allTags }: PullRequest,
  auth: RegistryAuth,
  signal: AbortSignal,
) {
  const header = await auth(ref.registry);
  try {
    return await client.open('POST', enginePath`/images/create`, {
      // Without a tag the engine pulls all of them.
      query: { ...(allTags ? { fromImage: ref.name } : pullQuery(ref)), ...(platform && { platform }) },
      headers: header === null ? {} : { 'X-Registry-Auth': header },
      signal,
      timeoutMs: answerTimeout,
    });
  } catch (error) {
    throw asRefusal(error);
  }
}

/** Whatever status the engine gives it, a refused pull or push is the registry's or the network's refusal. */
export function asRefusal(error: unknown): LighterError {
  const typed = toLighterError(error);
  const ours = typed.status === undefined || typed.status === 400 || engineSide.test(typed.message);
  return ours ? typed : new LighterError({ ...typed.toData(), code: 'registry' });
}

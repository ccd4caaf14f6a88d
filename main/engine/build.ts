import { randomUUID } from 'node:crypto';
import type { Readable } from 'node:stream';
import type { Builder, BuildForm } from '@contract/builds';
import { LighterError } from '@contract/errors';
import { createClassicReader } from './build-classic';
import type { BuildEvent } from './build-events';
import { openBuildSession, type SessionAnswers } from './build-session';
import { readTrace } from './build-trace';
import { toLighterError } from './errors';
import { readJsonLines } from './ndjson';
import { enginePath } from './path';
import { errorWords } from './pull-progress';
import type { EngineClient } from './types';

export interface BuildRequest {
  builder: Builder;
  form: BuildForm;
  /** The Dockerfile's name: in the archive, or in the folder `dockerfile` of the answers. */
  dockerfile: string;
  /** The context, a tar archive; null for BuildKit, which asks for files. */
  context: Readable | null;
  answers: SessionAnswers;
  /** `X-Registry-Config` for the classic builder; null without logins. */
  registryConfig: string | null;
}

/**
 * `POST /build`: sends the context, or what BuildKit asks for of it, and tells what happens. Ends when the image is there; throws `LighterError` with
 * the builder's words when it does not come to that, also when the stream just ends.
 */
export async function* buildImage(
  client: EngineClient,
  request: BuildRequest,
  signal: AbortSignal,
): AsyncGenerator<BuildEvent, void, void> {
  const withKit = request.builder === 'buildkit';
  const session = withKit ? await openBuildSession(client, request.answers, signal) : null;
  const buildId = randomUUID();
  const classic = createClassicReader();
  let ended = false;
  try {
    const answer = await client.open('POST', enginePath`/build`, {
      query: {
        ...queryOf(request),
        ...(session && { version: 2, session: session.id, buildid: buildId, remote: 'client-session' }),
      },
      headers: request.registryConfig === null ? {} : { 'X-Registry-Config': request.registryConfig },
      ...(request.context && { upload: request.context }),
      signal,
    });
    let image: string | null = null;
    for await (const message of readJsonLines(answer)) {
      const words = errorWords(message);
      if (words !== null) {
        if (!withKit) yield* classic.end(words);
        ended = true;
        throw new LighterError({ code: buildErrorCode(words), message: words });
      }
      for (const event of withKit ? readKit(message) : classic.read(message)) {
        if (event.kind === 'image') image = event.id;
        yield event;
      }
    }
    ended = true;
    if (!withKit) yield* classic.end(null);
    if (image === null) throw new LighterError({ code: 'internal', message: 'The engine made no image.' });
  } catch (error) {
    throw toLighterError(error);
  } finally {
    session?.close();
    if (session && !ended) await stop(client, buildId);
  }
}

/** `POST /build/cancel`: a cut connection is noticed late by a step that says nothing. */
async function stop(client: EngineClient, id: string): Promise<void> {
  try {
    await client.request('POST', enginePath`/build/cancel`, { query: { id }, timeoutMs: 3000 });
  } catch {
    // It had ended, or the engine has gone: there is nothing to stop.
  }
}

function readKit(message: Record<string, unknown>): BuildEvent[] {
  if (message.id === 'moby.buildkit.trace') return readTrace(message.aux);
  const id = (message.aux as { ID?: unknown } | null | undefined)?.ID;
  return message.id === 'moby.image.id' && typeof id === 'string' ? [{ kind: 'image', id }] : [];
}

function queryOf({ form, dockerfile }: BuildRequest) {
  const args = Object.fromEntries(form.args.map(({ name, value }) => [name, value]));
  return {
    dockerfile,
    t: form.tags,
    ...(form.args.length > 0 && { buildargs: JSON.stringify(args) }),
    ...(form.target && { target: form.target }),
    ...(form.platform && { platform: form.platform }),
    ...(form.noCache && { nocache: 1 }),
    ...(form.pull && { pull: 1 }),
    // Else a failed step leaves its container behind.
    rm: 1,
    forcerm: 1,
  };
}

/** The code for a builder's words: mostly what was to be built is at fault. Pure. */
export const buildErrorCode = (words: string) =>
  /no space left|input\/output error|read-only file system/i.test(words) ? 'internal' : 'invalid-input';

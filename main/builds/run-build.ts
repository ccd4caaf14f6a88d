import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename, isAbsolute, join, resolve } from 'node:path';
import type { BuildForm, DockerfileFacts } from '@contract/builds';
import { LighterError } from '@contract/errors';
import { buildImage } from '../engine/build';
import type { BuildEvent } from '../engine/build-events';
import { toLighterError } from '../engine/errors';
import type { Target } from '../engine/host-url';
import type { EngineClient } from '../engine/types';
import type { Buildx } from './buildx/find';
import { runBuildx } from './buildx/run';
import type { Context } from './context';
import { contextTar } from './context-tar';
import { folderKey, foldersToSend } from './folders-to-send';
import { type Logins, loginFor, registryConfig } from './registry-logins';

/** What is to be built, as it was found when the build began. */
export interface Job {
  form: BuildForm;
  /** Absolute. */
  folder: string;
  /** The Dockerfile's. */
  text: string;
  context: Context;
  stages: DockerfileFacts['stages'];
  /** The ssh agent's socket; null where it is not to be reached. */
  agent: string | null;
  onSent: (bytes: number) => void;
}

/** With `docker buildx`. It reads the folder, the ignore files and the logins itself, as on a command line. */
export function buildByCli(
  { job, buildx, target, lost }: { job: Job; buildx: Buildx; target: Target; lost: AbortSignal },
  signal: AbortSignal,
): AsyncGenerator<BuildEvent, void, void> {
  const { form, folder, agent } = job;
  const dockerfile = resolve(folder, form.dockerfile);
  return runBuildx({ buildx, target, form, folder, dockerfile, agent }, AbortSignal.any([signal, lost]));
}

interface Outside {
  name: string;
  files: ReadonlyMap<string, string>;
}

interface ApiBuild {
  job: Job;
  client: EngineClient;
  logins: Logins;
  isClassic: boolean;
}

/** Over the engine's API: the classic builder is sent the folder, BuildKit asks for what it needs. */
export async function* buildByApi(
  { job, client, logins, isClassic }: ApiBuild,
  signal: AbortSignal,
): AsyncGenerator<BuildEvent, void, void> {
  const { form, folder, context, stages, agent, onSent } = job;
  const outside = isClassic ? await outsideFile(job) : null;
  // The name it travels under means nothing to anybody.
  const named = (words: string) => (outside ? words.replaceAll(outside.name, form.dockerfile) : words);
  const request = {
    builder: isClassic ? ('classic' as const) : ('buildkit' as const),
    form,
    dockerfile: isClassic ? (outside?.name ?? form.dockerfile) : basename(form.dockerfile),
    context: isClassic ? contextTar(folder, context.entries, onSent, outside?.files) : null,
    answers: {
      secrets: new Map(form.secrets.map(({ id, value }) => [id, value])),
      agent,
      login: (host: string) => loginFor(logins, host),
      folders: isClassic ? new Map() : await foldersToSend(job),
      folderKey: folderKey(folder),
    },
    registryConfig: isClassic ? await registryConfig(logins, stages) : null,
  };
  try {
    for await (const event of buildImage(client, request, signal))
      yield event.kind === 'step' ? { ...event, name: named(event.name) } : event;
  } catch (thrown) {
    const { message, ...error } = toLighterError(thrown).toData();
    throw new LighterError({ ...error, message: named(message) });
  }
}

/**
 * A Dockerfile that lies outside the folder goes into the archive under a name of its own, which the ignore file keeps
 * out of what is copied, as the Docker CLI does it for the classic builder. Null for one that lies in the folder.
 */
async function outsideFile({ form, folder, text }: Job): Promise<Outside | null> {
  if (!isAbsolute(form.dockerfile)) return null;
  // By what it says: the same file must not look new to the builder's cache.
  const name = `.dockerfile.${createHash('sha256').update(text).digest('hex').slice(0, 16)}`;
  const ignored = await readFile(join(folder, '.dockerignore'), 'utf8').catch(() => '.dockerignore');
  return {
    name,
    files: new Map([
      [name, text],
      ['.dockerignore', `${ignored}\n${name}\n`],
    ]),
  };
}

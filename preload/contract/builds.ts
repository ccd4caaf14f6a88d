import { z } from 'zod';
import { call, stream } from './define';
import type { LighterErrorData } from './errors';
import { epoch, imageRef } from './ids';
import type { TaskState } from './tasks';

/** What builds: the engine's BuildKit, reached by `docker buildx` or by the API, or the engine's older builder. */
export const builders = ['buildx', 'buildkit', 'classic'] as const;
export type Builder = (typeof builders)[number];

/** Which builder would be taken, and why that one. */
export interface BuilderChoice {
  builder: Builder;
  /**
   * `asked`: by the form; `environment`: `DOCKER_BUILDKIT=0`; `cli`: the Docker CLI here has buildx; `engine`: it has
   * not, but the engine has BuildKit; `login`: buildx could not see a login that only Lighter keeps; `values`: it cannot
   * be handed these values unseen; `none`: the engine has no BuildKit.
   */
  why: 'asked' | 'environment' | 'cli' | 'engine' | 'login' | 'values' | 'none';
  /** The builders that can be had here. */
  available: Builder[];
}

const name = z.string().regex(/^[a-zA-Z_][a-zA-Z0-9_.-]{0,127}$/);
/** A path below the folder that is built, with slashes. */
const relativePath = z
  .string()
  .min(1)
  .max(1024)
  .refine((path) => !path.startsWith('/') && !path.includes('\0') && !path.split(/[\\/]/).includes('..'));
/** Below the folder, or the whole path of one outside; main takes only one that somebody has chosen. */
const dockerfile = z.union([
  relativePath,
  z
    .string()
    .min(1)
    .max(4096)
    .regex(/^(\/|[A-Za-z]:[\\/]|\\\\)[^\0]*$/),
]);
/** A folder somebody has chosen: the page has its id only. */
const source = z.uuid();
const buildId = z.uuid();
/** A Dockerfile of more is none. */
const dockerfileText = z.string().max(1024 * 1024);

/** How an image is to be built, apart from the folder and the secrets. */
export const buildForm = z.strictObject({
  dockerfile,
  tags: z.array(imageRef).max(20),
  args: z.array(z.strictObject({ name, value: z.string().max(100_000), secret: z.boolean() })).max(200),
  /** A stage's name or number; empty: the last one. */
  target: z
    .string()
    .max(128)
    .regex(/^[a-zA-Z0-9_.-]*$/),
  platform: z
    .string()
    .max(64)
    .regex(/^[a-zA-Z0-9/._-]*$/),
  noCache: z.boolean(),
  pull: z.boolean(),
  builder: z.enum(['auto', ...builders]),
  /** BuildKit only: what `RUN --mount=type=secret,id=…` reads. */
  secrets: z.array(z.strictObject({ id: name, value: z.string().max(500_000) })).max(50),
  /** BuildKit only: `RUN --mount=type=ssh` reaches the ssh agent of this machine. */
  ssh: z.boolean(),
});
export type BuildForm = z.infer<typeof buildForm>;

/** A folder to build from. */
export interface BuildSource {
  id: string;
  /** For people to read. */
  folder: string;
  /** The Dockerfile that was chosen, or the likeliest one: below the folder, or the whole path of one outside. */
  dockerfile: string;
  /** All that look like one right in the folder, and those that were chosen elsewhere. */
  dockerfiles: string[];
}

/** What would be sent to the engine. */
export interface ContextSize {
  files: number;
  /** Bytes. */
  bytes: number;
  /** The ignore file in force, below the folder; null without one. */
  ignoreFile: string | null;
  /** The largest folders and files right below the folder, the largest first. */
  largest: { path: string; bytes: number }[];
}

/** The commonest mistakes; each has words in `builds:hint`. */
export type HintCode =
  | 'syntax'
  | 'no-from'
  | 'latest'
  | 'apt-update-alone'
  | 'apt-no-clean'
  | 'secret-in-env'
  | 'add-for-copy'
  | 'cd-in-run'
  | 'sudo'
  | 'shell-form'
  | 'many-cmd'
  | 'relative-workdir'
  | 'maintainer'
  | 'unknown-stage';

/** Something to think over in a Dockerfile. Lines and columns count from 0. */
export interface DockerfileHint {
  code: HintCode;
  severity: 'error' | 'warning' | 'info';
  from: { line: number; column: number };
  to: { line: number; column: number };
  /** What it is about: an image, a variable; for `syntax` the parser's words. */
  subject: string;
}

/** A Dockerfile and what it says. */
export interface DockerfileFacts {
  text: string;
  /** `from`: an image, or the stages before by their places. */
  stages: { name: string | null; image: string; line: number; uses: number[] }[];
  /** `ARG`s, with their defaults. */
  args: { name: string; value: string | null }[];
  hints: DockerfileHint[];
}

/** One step of a build. */
export interface BuildStep {
  id: string;
  name: string;
  /** The stage it belongs to; null where it belongs to none. */
  stage: string | null;
  state: 'waiting' | 'running' | 'done' | 'cached' | 'failed' | 'cancelled';
  /** ms since 1970. */
  startedAt: number | null;
  endedAt: number | null;
  /** The Dockerfile's line that it comes from, counted from 1; null where it cannot be told. */
  line: number | null;
  error: string | null;
}

/** A build under way or kept: what lists show. */
export interface BuildRow {
  id: string;
  /** Its task, while that is known. */
  taskId: string | null;
  /** The first tag, or the folder's name. */
  name: string;
  folder: string;
  dockerfile: string;
  builder: Builder;
  state: TaskState;
  /** ms since 1970. */
  startedAt: number;
  endedAt: number | null;
  steps: { total: number; done: number; cached: number };
  context: { files: number; bytes: number } | null;
  /** By name (`engineName`). */
  engine: string;
  imageId: string | null;
}

/** All of a build but its output. Values that are secret are empty in `form`. */
export interface BuildRecord {
  row: BuildRow;
  form: BuildForm;
  why: BuilderChoice['why'];
  steps: BuildStep[];
  error: LighterErrorData | null;
  /** The Dockerfile's line that failed, counted from 1. */
  failedLine: number | null;
  /** The Dockerfile as it was built. */
  dockerfile: string;
  /** The picture of its stages. */
  stages: DockerfileFacts['stages'];
}

/** What `builds.watch` sends: all there is first, then what is new. */
export type BuildMessage =
  | { kind: 'record'; record: BuildRecord }
  | { kind: 'steps'; steps: BuildStep[] }
  | { kind: 'output'; step: string; text: string };

/** What the engine keeps of former builds. */
export interface CacheEntry {
  id: string;
  what: string;
  /** Bytes. */
  size: number;
  inUse: boolean;
  shared: boolean;
  /** ms since 1970; null where it was never used again. */
  lastUsedAt: number | null;
  uses: number;
}

export const buildCalls = {
  /** Asks for a folder or a Dockerfile; null when nobody chose one. A folder without a Dockerfile goes on with `keep`. */
  'builds.choose': call(
    z.strictObject({
      kind: z.enum(['folder', 'dockerfile']),
      keep: z.strictObject({ source, dockerfile }).nullable(),
    }),
  ).returns<BuildSource | null>(),
  /** Asks for another Dockerfile for a folder, wherever it is; null when nobody chose one. */
  'builds.chooseOther': call(z.strictObject({ source })).returns<BuildSource | null>(),
  /** The folder or Dockerfile that was dropped on the page. Throws `invalid-input` for anything else. */
  'builds.dropped': call(z.strictObject({ token: z.uuid() })).returns<BuildSource>(),
  /** The folder of a former build. Throws `not-found` when it has gone. */
  'builds.again': call(z.strictObject({ id: buildId })).returns<{ source: BuildSource; form: BuildForm }>(),
  /** Counts what would be sent, the ignore file honoured. */
  'builds.measure': call(z.strictObject({ source, dockerfile })).returns<ContextSize>(),
  /** Reads a Dockerfile with its hints. */
  'builds.read': call(z.strictObject({ source, dockerfile })).returns<DockerfileFacts>(),
  /** The hints of a text that is being written; nothing leaves the machine. */
  'builds.hints': call(z.strictObject({ text: dockerfileText })).returns<DockerfileFacts>(),
  /** Writes the Dockerfile. `conflict` when the file is no longer `before`. */
  'builds.write': call(
    z.strictObject({ source, dockerfile, text: dockerfileText, before: dockerfileText }),
  ).returns<null>(),
  /** Which builder would be used. `passes`: what `canPass` says of the form's values; `of`: what is to be built. */
  'builds.builder': call(
    z.strictObject({
      asked: z.enum(['auto', ...builders]),
      passes: z.boolean(),
      of: z.strictObject({ source, dockerfile }).nullable(),
    }),
  ).returns<BuilderChoice>(),
  /** `docker buildx build` or `POST /build` as a task. */
  'builds.start': call(z.strictObject({ epoch, source, form: buildForm })).returns<{
    taskId: string;
    buildId: string;
  }>(),
  /** Takes ended builds out of the history; their images stay. */
  'builds.forget': call(z.strictObject({ ids: z.array(buildId).min(1).max(1000) })).returns<null>(),
  /** The build cache, from `GET /system/df`, the largest first. */
  'builds.cache': call(z.strictObject({})).returns<CacheEntry[]>(),
  /** `POST /build/prune`; gives the bytes the engine says it got back. */
  'builds.clearCache': call(z.strictObject({ epoch, all: z.boolean() })).returns<{ freed: number }>(),
};

export const buildStreams = {
  /** A build's record and output, live until it ends. Throws `not-found`. */
  'builds.watch': stream(z.strictObject({ id: buildId })).of<BuildMessage>(),
};

import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { canPass } from '@contract/build-pass';
import type { BuildForm, BuildMessage, BuildRecord, BuildRow, DockerfileFacts } from '@contract/builds';
import { engineName } from '@contract/engine-name';
import { LighterError } from '@contract/errors';
import type { TaskResult } from '@contract/tasks';
import type { Cache } from '../cache/types';
import { toLighterError } from '../engine/errors';
import type { Target } from '../engine/host-url';
import type { Borrowed, Connection, EngineClient } from '../engine/types';
import type { TaskSpec, Tasks } from '../tasks/tasks';
import { chooseBuilder } from './builder';
import type { Buildx } from './buildx/find';
import { readContext } from './context';
import { buildFault } from './fault';
import type { History } from './history';
import { createProgress } from './progress';
import { type Logins, needsOwnLogin } from './registry-logins';
import { createMask } from './secret-mask';

/** BuildKit's step in which the folder is sent. */
const contextStep = '[internal] load build context';
/** Between two rounds of news of one build, ms. */
const tellEvery = 150;

interface Live {
  record: BuildRecord;
  output: ReadonlyMap<string, string>;
  listeners: Set<(message: BuildMessage | null) => void>;
}

interface BuildsOptions {
  cache: Cache;
  connection: Connection;
  tasks: Tasks;
  history: History;
  logins: Logins;
  env: NodeJS.ProcessEnv;
  /** A Docker CLI with buildx; null where there is none. */
  findBuildx(): Promise<Buildx | null>;
}

/** Builds as tasks: each tells its steps while it runs, and is kept when it ends. Secrets stay in this process. */
export function createBuilds(options: BuildsOptions) {
  const { cache, connection, tasks, history, logins, env, findBuildx } = options;
  const live = new Map<string, Live>();

  const builderFor = (
    client: EngineClient,
    wishes: { asked: BuildForm['builder']; passes: boolean; stages: DockerfileFacts['stages'] },
    canReach = true,
  ) =>
    chooseBuilder(client, {
      ...wishes,
      env,
      hasBuildx: async () => canReach && (await findBuildx()) !== null,
      needsOwnLogin: () => needsOwnLogin(logins, wishes.stages),
    });

  async function work(
    record: BuildRecord,
    form: BuildForm,
    { client, target }: Borrowed,
    ...[signal, update]: Parameters<TaskSpec['run']>
  ): Promise<TaskResult> {
    const { row } = record;
    const mask = createMask([
      ...form.args.filter(({ secret }) => secret).map(({ value }) => value),
      ...form.secrets.map(({ value }) => value),
    ]);
    const listeners: Live['listeners'] = new Set();
    let progress = createProgress(() => ({ stage: null, line: null }), mask);
    let current = record;
    const self: Live = {
      get record() {
        return current;
      },
      get output() {
        return progress.output;
      },
      listeners,
    };
    live.set(row.id, self);
    let timer: NodeJS.Timeout | null = null;
    const tell = (message: BuildMessage | null) => {
      for (const listener of [...listeners]) listener(message);
    };
    const set = (change: Partial<BuildRow>, more: Partial<BuildRecord> = {}) => {
      const counts = progress.counts();
      current = {
        ...current,
        ...more,
        steps: progress.steps,
        row: { ...current.row, steps: counts, ...change },
      };
    };
    const publish = () => {
      timer = null;
      set({});
      cache.set('builds', row.id, current.row);
      tell({ kind: 'steps', steps: current.steps });
      const now = current.steps.findLast(({ state }) => state === 'running');
      if (now) update({ message: now.name });
    };
    const later = () => {
      timer ??= setTimeout(publish, tellEvery);
    };

    const run = async (): Promise<TaskResult> => {
      const text = await readDockerfileText(row.folder, form.dockerfile);
      // With its parser, which nobody needs who builds nothing.
      const { createStepPlaces, readDockerfile } = await import('./dockerfile');
      const { stages } = readDockerfile(text);
      const wishes = { asked: form.builder, passes: canPass(form), stages };
      const { builder, why } = await builderFor(client, wishes, canReach(target));
      const context = await readContext(row.folder, form.dockerfile, signal);
      const { files, bytes } = context;
      progress = createProgress(createStepPlaces(text, builder === 'classic'), mask);
      set({ builder, context: { files, bytes } }, { why, dockerfile: text, stages });
      tell({ kind: 'record', record: current });
      publish();
      const onSent = (sent: number) =>
        update({ progress: bytes > 0 ? { current: Math.min(sent, bytes), total: bytes } : null });
      const agent = form.ssh ? (env.SSH_AUTH_SOCK ?? null) : null;
      const job = { form, folder: row.folder, text, context, stages, agent, onSent };
      const buildx = builder === 'buildx' ? await findBuildx() : null;
      const { buildByApi, buildByCli } = await import('./run-build');
      const events =
        builder === 'buildx' && buildx && target
          ? buildByCli({ job, buildx, target, lost: client.signal }, signal)
          : buildByApi({ job, client, logins, isClassic: builder === 'classic' }, signal);
      let imageId = '';
      for await (const event of events) {
        if (event.kind === 'image') imageId = event.id;
        if (event.kind === 'sent') onSent(event.bytes);
        // BuildKit asks for less than all.
        if (event.kind === 'step' && event.name === contextStep && event.endedAt !== null) onSent(bytes);
        const printed = progress.take(event);
        if (printed) tell({ kind: 'output', ...printed });
        later();
      }
      set({ imageId });
      return { kind: 'build', imageId };
    };

    const end = async (state: BuildRow['state'], error: LighterError | null) => {
      if (timer) clearTimeout(timer);
      for (const printed of progress.end()) tell({ kind: 'output', ...printed });
      set(
        { state, endedAt: Date.now() },
        { error: error?.toData() ?? null, failedLine: error?.build?.line ?? null },
      );
      await history
        .keep({ record: current, output: Object.fromEntries(progress.output) })
        .catch(() => cache.set('builds', row.id, current.row));
      live.delete(row.id);
      tell({ kind: 'record', record: current });
      tell(null);
    };

    try {
      const result = await run();
      await end('done', null);
      return result;
    } catch (thrown) {
      const { message, ...error } = toLighterError(thrown).toData();
      const words = mask.text(message);
      const build = buildFault({
        message: words,
        steps: progress.steps,
        dockerfile: form.dockerfile,
        text: mask.text(current.dockerfile),
      });
      const shown = new LighterError({ build, ...error, message: words });
      await end(signal.aborted ? 'cancelled' : 'failed', signal.aborted ? null : shown);
      throw shown;
    }
  }

  return {
    builderFor,
    /** Starts one as a task. Throws as `Connection.borrow` does. */
    start(epoch: number, folder: string, form: BuildForm): { taskId: string; buildId: string } {
      const borrowed = connection.borrow(epoch);
      const id = randomUUID();
      const name = form.tags[0] ?? basename(folder);
      const row: BuildRow = {
        id,
        taskId: null,
        name,
        folder,
        dockerfile: form.dockerfile,
        // Until it is known.
        builder: form.builder === 'auto' ? 'buildkit' : form.builder,
        state: 'running',
        startedAt: Date.now(),
        endedAt: null,
        steps: { total: 0, done: 0, cached: 0 },
        context: null,
        engine: engineName(connection.row.endpoint),
        imageId: null,
      };
      const record: BuildRecord = {
        row,
        form: withoutSecrets(form),
        why: 'engine',
        steps: [],
        error: null,
        failedLine: null,
        dockerfile: '',
        stages: [],
      };
      const taskId: string = tasks.start({
        kind: 'build',
        subject: name,
        run: (signal, update) => {
          const known = { ...record, row: { ...row, taskId } };
          cache.set('builds', id, known.row);
          return work(known, form, borrowed, signal, update).finally(borrowed.release);
        },
      });
      return { taskId, buildId: id };
    },
    /** Tells a build's record and output, then what is new, then null. Throws `not-found`. */
    async watch(id: string, listener: (message: BuildMessage | null) => void): Promise<() => void> {
      const found = live.get(id);
      const { record, output } = found ?? (await history.read(id));
      listener({ kind: 'record', record });
      for (const [step, text] of found ? found.output : Object.entries(output))
        listener({ kind: 'output', step, text });
      if (!found) listener(null);
      found?.listeners.add(listener);
      return () => found?.listeners.delete(listener);
    },
  };
}

/** Whether another program can be led to the engine (`openEngineDoor`). */
const canReach = (target: Target | null) =>
  target !== null && (target.kind === 'socket' || target.prefix === '');

/** Throws `not-found`: without it the engine would not even be asked. */
async function readDockerfileText(folder: string, dockerfile: string): Promise<string> {
  try {
    return await readFile(resolve(folder, dockerfile), 'utf8');
  } catch (error) {
    throw new LighterError({
      code: 'not-found',
      message: toLighterError(error).message,
      build: { kind: 'no-dockerfile', dockerfile, step: null, line: null, source: null },
    });
  }
}

export type Builds = ReturnType<typeof createBuilds>;

/** What may be kept of a form: secret values are empty. Pure. */
export function withoutSecrets(form: BuildForm): BuildForm {
  return {
    ...form,
    args: form.args.map((one) => (one.secret ? { ...one, value: '' } : one)),
    secrets: form.secrets.map(({ id }) => ({ id, value: '' })),
  };
}

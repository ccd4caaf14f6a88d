import type { DockerfileFacts } from '@contract/builds';
import { LighterError } from '@contract/errors';
import type { Connection } from '../engine/types';
import type { Chosen } from '../files/chosen';
import type { CallHandlers, StreamHandlers } from '../ipc/types';
import type { Builds } from './builds';
import { clearCache, listCache } from './cache-entries';
import { readContext } from './context';
import type { History } from './history';
import type { Sources } from './sources';

type Name = Extract<keyof CallHandlers, `builds.${string}`>;

interface BuildHandlersOptions {
  connection: Connection;
  builds: Builds;
  history: History;
  sources: Sources;
  chosen: Chosen;
  /** Asks for a folder or a Dockerfile; null when nobody chose. */
  choose(kind: 'folder' | 'dockerfile'): Promise<string | null>;
}

/** The handlers of all `builds.*` calls. */
export function buildHandlers(options: BuildHandlersOptions): Pick<CallHandlers, Name> {
  const { connection, builds, history, sources } = options;
  return {
    'builds.choose': async ({ kind, keep }) => {
      const path = await options.choose(kind);
      if (path === null) return null;
      return keep && kind === 'folder' ? sources.openWith(path, keep) : sources.open(path);
    },
    'builds.chooseOther': async ({ source }) => {
      const path = await options.choose('dockerfile');
      return path === null ? null : sources.withDockerfile(source, path);
    },
    'builds.dropped': async ({ token }) => {
      const [path, ...more] = options.chosen.paths(token);
      if (path === undefined || more.length > 0)
        throw new LighterError({ code: 'invalid-input', message: 'Drop one folder or one Dockerfile.' });
      return sources.open(path);
    },
    'builds.again': async ({ id }) => {
      const { record } = await history.read(id);
      const source = await sources.open(record.row.folder, record.form.dockerfile);
      return { source, form: { ...record.form, dockerfile: source.dockerfile } };
    },
    'builds.measure': async ({ source, dockerfile }) => {
      const { entries: _, ...size } = await readContext(sources.get(source, dockerfile).folder, dockerfile);
      return size;
    },
    'builds.read': async ({ source, dockerfile }) => factsOf(await sources.read(source, dockerfile)),
    'builds.hints': ({ text }) => factsOf(text),
    'builds.write': async ({ source, dockerfile, text, before }) => {
      await sources.write(source, dockerfile, text, before);
      return null;
    },
    'builds.builder': async ({ asked, passes, of }) => {
      const client = connection.require();
      // A file that cannot be read is told where it is read.
      const text = of === null ? '' : await sources.read(of.source, of.dockerfile).catch(() => '');
      return builds.builderFor(client, { asked, passes, stages: (await factsOf(text)).stages });
    },
    'builds.start': ({ epoch, source, form }) =>
      builds.start(epoch, sources.get(source, form.dockerfile).folder, form),
    'builds.forget': ({ ids }) => {
      history.forget(ids);
      return null;
    },
    'builds.cache': () => listCache(connection.require()),
    'builds.clearCache': ({ epoch, all }) => clearCache(connection.require(epoch), all),
  };
}

/** The handler of `builds.watch`. */
export function buildsStream({ builds }: { builds: Builds }): Pick<StreamHandlers, 'builds.watch'> {
  return {
    'builds.watch': async ({ id }, sink) => {
      const stop = await builds.watch(id, (message) => {
        if (message === null) sink.end();
        else sink.send([message]);
      });
      if (sink.signal.aborted) stop();
      sink.signal.addEventListener('abort', stop, { once: true });
    },
  };
}

/** Loads the parser with the first Dockerfile that is looked at. */
async function factsOf(text: string): Promise<DockerfileFacts> {
  const { readDockerfile } = await import('./dockerfile');
  return readDockerfile(text);
}

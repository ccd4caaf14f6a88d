import { randomUUID } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { BuildSource } from '@contract/builds';
import { LighterError } from '@contract/errors';
import { writeFile } from 'atomically';

/** Folders that are remembered at most; the oldest goes. */
const kept = 50;
const looksLikeOne = /^(docker|container)file(\..+)?$|\.(docker|container)file$/i;
const isDockerfile = (name: string) => looksLikeOne.test(name) && !/\.dockerignore$/i.test(name);

/** The folders that somebody has chosen to build from; the page knows them by an id and reaches their Dockerfiles only. */
export function createSources() {
  const known = new Map<string, BuildSource>();

  function get(id: string, dockerfile?: string): BuildSource {
    const found = known.get(id);
    if (!found) throw new LighterError({ code: 'not-found', message: 'Choose the folder once more.' });
    if (dockerfile !== undefined && !found.dockerfiles.includes(dockerfile))
      throw new LighterError({ code: 'not-found', message: `There is no ${dockerfile} in the folder.` });
    return found;
  }

  return {
    get,
    /** A folder, or a Dockerfile in one. Throws `not-found`, and `invalid-input` where there is no Dockerfile. */
    async open(path: string, wanted?: string): Promise<BuildSource> {
      const about = await stat(path).catch(() => null);
      if (about === null) throw new LighterError({ code: 'not-found', message: `${path} is not there.` });
      const folder = about.isDirectory() ? path : dirname(path);
      const chosen = about.isDirectory() ? wanted : basename(path);
      const names = (await readdir(folder, { withFileTypes: true }))
        .filter((one) => !one.isDirectory() && (isDockerfile(one.name) || one.name === chosen))
        .map(({ name }) => name)
        .sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
      const dockerfile = names.find((name) => name === chosen) ?? names[0];
      if (dockerfile === undefined)
        throw new LighterError({ code: 'invalid-input', message: `There is no Dockerfile in ${folder}.` });
      const source = { id: randomUUID(), folder, dockerfile, dockerfiles: names };
      known.set(source.id, source);
      const [oldest] = known.keys();
      if (known.size > kept && oldest !== undefined) known.delete(oldest);
      return source;
    },
    read: (id: string, dockerfile: string) => readFile(join(get(id, dockerfile).folder, dockerfile), 'utf8'),
    /** Throws `conflict` when somebody else has written it meanwhile. */
    async write(id: string, dockerfile: string, text: string, before: string): Promise<void> {
      const path = join(get(id, dockerfile).folder, dockerfile);
      if ((await readFile(path, 'utf8')) !== before)
        throw new LighterError({
          code: 'conflict',
          message: `${dockerfile} was changed by another program.`,
        });
      await writeFile(path, text);
    },
  };
}

export type Sources = ReturnType<typeof createSources>;

const rank = (name: string) => (/^dockerfile$/i.test(name) ? 0 : /^containerfile$/i.test(name) ? 1 : 2);

import { randomUUID } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, dirname, isAbsolute, relative, resolve, sep } from 'node:path';
import type { BuildSource } from '@contract/builds';
import { LighterError } from '@contract/errors';
import { writeFile } from 'atomically';

/** Folders that are remembered at most; the oldest goes. */
const kept = 50;
const looksLikeOne = /^(docker|container)file(\..+)?$|\.(docker|container)file$/i;
const isDockerfile = (name: string) => looksLikeOne.test(name) && !/\.dockerignore$/i.test(name);

/**
 * The folders that somebody has chosen to build from, with their Dockerfiles; the page knows them by an id and reaches
 * those Dockerfiles only.
 */
export function createSources() {
  const known = new Map<string, BuildSource>();

  function get(id: string, dockerfile?: string): BuildSource {
    const found = known.get(id);
    if (!found) throw new LighterError({ code: 'not-found', message: 'Choose the folder once more.' });
    if (dockerfile !== undefined && !found.dockerfiles.includes(dockerfile))
      throw new LighterError({ code: 'not-found', message: `There is no ${dockerfile} in the folder.` });
    return found;
  }
  function remember(source: Omit<BuildSource, 'id'>): BuildSource {
    const one = { id: randomUUID(), ...source };
    known.set(one.id, one);
    const [oldest] = known.keys();
    if (known.size > kept && oldest !== undefined) known.delete(oldest);
    return one;
  }

  return {
    get,
    /**
     * A folder, or a Dockerfile in one. `wanted`: the Dockerfile to begin with, below the folder or anywhere. Throws
     * `not-found`, and `invalid-input` where there is no Dockerfile.
     */
    async open(path: string, wanted?: string): Promise<BuildSource> {
      const about = await stat(path).catch(() => null);
      if (about === null) throw new LighterError({ code: 'not-found', message: `${path} is not there.` });
      const folder = about.isDirectory() ? path : dirname(path);
      const chosen = about.isDirectory() ? wanted : basename(path);
      const names = (await readdir(folder, { withFileTypes: true }))
        .filter((one) => !one.isDirectory() && (isDockerfile(one.name) || one.name === chosen))
        .map(({ name }) => name)
        .sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
      if (chosen !== undefined && !names.includes(chosen) && (await isFile(resolve(folder, chosen))))
        names.push(chosen);
      const dockerfile = names.find((name) => name === chosen) ?? names[0];
      if (dockerfile === undefined)
        throw new LighterError({
          code: 'invalid-input',
          message: `There is no Dockerfile in ${folder}. Where it is in another folder, choose the Dockerfile first, then this folder.`,
        });
      return remember({ folder, dockerfile, dockerfiles: names });
    },
    /** A folder, which need not have a Dockerfile of its own: else it is built with one of another source. */
    async openWith(path: string, keep: { source: string; dockerfile: string }): Promise<BuildSource> {
      const { folder } = get(keep.source, keep.dockerfile);
      const whole = resolve(folder, keep.dockerfile);
      try {
        return await this.open(path);
      } catch (error) {
        if (!(error instanceof LighterError && error.code === 'invalid-input')) throw error;
        return this.open(path, below(path, whole));
      }
    },
    /** A folder known by its id, with a Dockerfile that somebody has chosen, wherever it is. Throws `not-found`. */
    async withDockerfile(id: string, path: string): Promise<BuildSource> {
      const { folder, dockerfiles } = get(id);
      if (!(await isFile(path)))
        throw new LighterError({ code: 'not-found', message: `${path} is not a file.` });
      const dockerfile = below(folder, path);
      return remember({ folder, dockerfile, dockerfiles: [...new Set([...dockerfiles, dockerfile])] });
    },
    read: (id: string, dockerfile: string) =>
      readFile(resolve(get(id, dockerfile).folder, dockerfile), 'utf8'),
    /** Throws `conflict` when somebody else has written it meanwhile. */
    async write(id: string, dockerfile: string, text: string, before: string): Promise<void> {
      const path = resolve(get(id, dockerfile).folder, dockerfile);
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
const isFile = (path: string) =>
  stat(path).then(
    (about) => about.isFile(),
    () => false,
  );

/** A file as it is named from a folder: below it with slashes, else by its whole path. */
function below(folder: string, path: string): string {
  const name = relative(folder, path);
  const isOutside = name === '..' || name.startsWith(`..${sep}`) || isAbsolute(name);
  return isOutside ? path : name.split(sep).join('/');
}

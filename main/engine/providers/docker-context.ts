import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { posix } from 'node:path';
import { LighterError } from '@contract/errors';
import { systemCode } from '../errors';
import { contextFolder } from '../host-url';

export const contextName = 'lighter';

/** The docker context that leads the CLI to Lighter's own engine. */
export interface DockerContext {
  exists(): Promise<boolean>;
  /** Writes it as `docker context create` does. Throws `conflict` when the name leads elsewhere. */
  create(): Promise<void>;
  /** Removes it, and the choice of it: the CLI would refuse to work with a context that is gone. */
  remove(): Promise<void>;
}

interface Meta {
  Name?: unknown;
  Endpoints?: { docker?: { Host?: unknown } };
}

/** meta.json of a context for the engine at `host`. Pure. */
export function contextMeta(host: string): object {
  return {
    Name: contextName,
    Metadata: { Description: "Lighter's own engine" },
    Endpoints: { docker: { Host: host, SkipTLSVerify: false } },
  };
}

/** `configFolder` is the CLI's: `$DOCKER_CONFIG` or `~/.docker`. */
export function createDockerContext({
  configFolder,
  host,
}: {
  configFolder: string;
  host: string;
}): DockerContext {
  const folder = posix.join(configFolder, 'contexts/meta', contextFolder(contextName));
  const file = posix.join(folder, 'meta.json');
  const config = posix.join(configFolder, 'config.json');

  const readJson = async <T extends object>(path: string): Promise<T | null> => {
    try {
      return JSON.parse(await readFile(path, 'utf8')) as T;
    } catch (error) {
      if (systemCode(error) === 'ENOENT') return null;
      throw new LighterError({ code: 'internal', message: `${path} cannot be read.` });
    }
  };
  const write = async (path: string, value: object, mode: number) => {
    await mkdir(posix.dirname(path), { recursive: true, mode: 0o755 });
    await writeFile(`${path}.new`, `${JSON.stringify(value, null, '\t')}\n`, { mode });
    await rename(`${path}.new`, path);
  };
  const hostOf = async () => (await readJson<Meta>(file))?.Endpoints?.docker?.Host;

  return {
    exists: async () => (await hostOf()) === host,
    async create() {
      const before = await hostOf();
      if (before !== undefined && before !== host) {
        throw new LighterError({
          code: 'conflict',
          message: `The docker context ${contextName} leads to another engine.`,
        });
      }
      await write(file, contextMeta(host), 0o644);
    },
    async remove() {
      if ((await hostOf()) !== host) return;
      const settings = await readJson<Record<string, unknown>>(config);
      if (settings?.currentContext === contextName) {
        const { currentContext: _, ...rest } = settings;
        await write(config, rest, 0o600);
      }
      await rm(folder, { recursive: true, force: true });
    },
  };
}

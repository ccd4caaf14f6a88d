import { readFile } from 'node:fs/promises';
import type { EngineRow } from '@contract/engine';
import type { DockerEnv } from '../../engine/env';
import { type CommandResult, findProgram, programFolders, runCommand } from '../run-command';

/** What the gatherers stand on, so that they can be tested on another machine's files and outputs. */
export interface Surroundings {
  platform: NodeJS.Platform;
  home: string;
  /** The variables that were there at the start, `DOCKER_*` among them. */
  env: DockerEnv;
  /** The endpoint the connection is at; the diagnosis looks at the same one. */
  endpoint: EngineRow['endpoint'];
  /** Aborted when the time is over. */
  signal: AbortSignal;
  /** A program by its name in the known folders, run without a shell; rejects where there is none. */
  run(name: string, args: readonly string[]): Promise<CommandResult>;
  find(name: string): Promise<string | null>;
  /** A file's text; null where it cannot be read. */
  readText(path: string): Promise<string | null>;
}

/** This machine. */
export function createSurroundings(
  options: Pick<Surroundings, 'home' | 'env' | 'endpoint' | 'signal'>,
): Surroundings {
  const { platform } = process;
  const find = (name: string) => findProgram(name, programFolders(process.env, platform), platform);
  return {
    ...options,
    platform,
    find,
    async run(name, args) {
      const path = await find(name);
      if (path === null) throw new Error(`There is no ${name}.`);
      return runCommand(path, args, { signal: options.signal });
    },
    async readText(path) {
      try {
        return await readFile(path, { encoding: 'utf8', signal: options.signal });
      } catch {
        return null;
      }
    },
  };
}

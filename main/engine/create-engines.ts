import { readdir, readFile, stat } from 'node:fs/promises';
import { homedir, userInfo } from 'node:os';
import { join } from 'node:path';
import type { Resolution } from './endpoint';
import { chosenEngine, createEngines, type Engines } from './engines';
import type { EngineSources } from './engines-sources';
import type { ManagedEndpoint } from './env';
import { openKnown } from './known-engines';
import type { Log } from './log';
import { createCommands } from './providers/commands';
import { scanHost, writeKnownHosts } from './ssh-known-hosts';
import { createTunnels, type Tunnels } from './ssh-tunnel';
import type { Connection } from './types';

interface EngineFinderOptions {
  /** As it was at the start, with `DOCKER_*`. */
  env: NodeJS.ProcessEnv;
  /** Lighter's profile; the list of added engines is kept there. */
  profile: string;
  managed(): ManagedEndpoint | null;
  log: Log;
}

/** What the connection needs to go where somebody has chosen, and the list of engines around it. */
export interface EngineFinder {
  chosen(): Promise<Resolution | null>;
  reach: Tunnels;
  engines(connection: Connection): Engines;
}

/** Finds engines on this machine and the ways to others; reads and starts nothing before it is asked. */
export function createEngineFinder({ env, profile, managed, log }: EngineFinderOptions): EngineFinder {
  const { platform } = process;
  const home = env.HOME || homedir();
  // ssh goes by the user's entry, whatever HOME says.
  const programs = { commands: createCommands({ env, home, platform }), home: userInfo().homedir };
  const reach = createTunnels({ ...programs, platform, log });
  const known = openKnown(join(profile, 'engines.json'));
  const sources = (): EngineSources => ({
    env,
    home,
    platform,
    readFile,
    readFolder: (path) => readdir(path).catch(() => []),
    exists: (path) =>
      stat(path).then(
        () => true,
        () => false,
      ),
    managed: managed(),
  });
  return {
    chosen: chosenEngine(known, sources),
    reach,
    engines: (connection) =>
      createEngines({
        known,
        sources,
        connection,
        reach,
        hostKeys: { scan: (...what) => scanHost(programs, ...what), write: writeKnownHosts },
      }),
  };
}

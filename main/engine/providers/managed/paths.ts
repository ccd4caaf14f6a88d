import { createHash } from 'node:crypto';
import { posix } from 'node:path';

/** Where Lighter's own engine keeps what it has. */
export interface ManagedPaths {
  /** The folder of everything that stays. */
  root: string;
  data: string;
  exec: string;
  socket: string;
  pidFile: string;
  /** daemon.json; its path on dockerd's command line tells our dockerd from any other. */
  config: string;
  log: string;
  state: string;
  /** containerd's namespace: keeps its containers apart where dockerd uses the machine's own containerd. */
  namespace: string;
}

interface Place {
  /** Lighter's profile. */
  profile: string;
  /** The profile was named on the command line: then nothing is written elsewhere. */
  ownProfile: boolean;
  home: string;
  env: NodeJS.ProcessEnv;
  isRoot: boolean;
}

/** The path of a Unix socket may have 107 characters, and containerd's is 34 deeper than our folder. */
const longestRoot = 70;

/**
 * Below the profile where that was chosen, else in `$XDG_DATA_HOME/lighter/engine`. Sockets go to a short path of
 * the runtime folder where that would be too long for them. Pure.
 */
export function managedPaths({ profile, ownProfile, home, env, isRoot }: Place): ManagedPaths {
  const dataHome = env.XDG_DATA_HOME?.startsWith('/') ? env.XDG_DATA_HOME : posix.join(home, '.local/share');
  const root = ownProfile ? posix.join(profile, 'engine') : posix.join(dataHome, 'lighter/engine');
  const mark = createHash('sha256').update(root).digest('hex').slice(0, 8);
  const runFolder = isRoot ? '/run' : env.XDG_RUNTIME_DIR || '/tmp';
  const run = root.length > longestRoot ? posix.join(runFolder, `lighter-${mark}`) : root;
  return {
    root,
    data: posix.join(root, 'data'),
    exec: posix.join(run, 'exec'),
    socket: posix.join(run, 'docker.sock'),
    pidFile: posix.join(run, 'dockerd.pid'),
    config: posix.join(root, 'daemon.json'),
    log: posix.join(root, 'dockerd.log'),
    state: posix.join(root, 'state.json'),
    namespace: `lighter-${mark}`,
  };
}

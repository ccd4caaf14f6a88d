import { createCommands } from '../../engine/providers/commands';

/** A Docker CLI that has buildx. */
export interface Buildx {
  /** The docker command, absolute. */
  docker: string;
  /** `0.13.1` */
  version: string;
  /** What it is run in. */
  env: NodeJS.ProcessEnv;
}

/** ms within which the command must tell its version. */
const limitMs = 5_000;

/**
 * What the docker command needs of our environment: programs, its configuration, credential helpers and what those
 * need, proxies. Where the engine is, is not among it: that is said with each build.
 */
const needed =
  /^(?:PATH|HOME|USER|LOGNAME|TMPDIR|TEMP|TMP|DOCKER_CONFIG|BUILDX_CONFIG|XDG_(?:RUNTIME_DIR|CONFIG_HOME|DATA_HOME)|DBUS_SESSION_BUS_ADDRESS|DISPLAY|WAYLAND_DISPLAY|GNUPGHOME|PASSWORD_STORE_DIR|SSL_CERT_(?:FILE|DIR)|(?:HTTPS?|NO|ALL)_PROXY|SYSTEMROOT|SYSTEMDRIVE|WINDIR|COMSPEC|PATHEXT|USERPROFILE|APPDATA|LOCALAPPDATA|PROGRAMDATA|PROGRAMFILES)$/i;

/** The part of an environment that the docker command is run in. Pure. */
const cliEnv = (env: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(env).filter(([name]) => needed.test(name)));

/** The version in what `docker buildx version` prints; null where it prints none. Pure. */
const versionIn = (output: string): string | null =>
  /^\S*docker\/buildx v?(\d+\.\d+\.\d+)/m.exec(output)?.[1] ?? null;

/** Looks for buildx: what was found is remembered; what was not is looked for again, as it may come. */
export function createBuildxFinder(machine: {
  env: NodeJS.ProcessEnv;
  home: string;
  platform: NodeJS.Platform;
}): () => Promise<Buildx | null> {
  const commands = createCommands({ ...machine, env: cliEnv(machine.env) });
  let found: Buildx | null = null;
  return async () => {
    const docker = commands.find('docker');
    if (docker === null) return null;
    if (found?.docker === docker) return found;
    const output = await commands
      .run(docker, ['buildx', 'version'], { signal: AbortSignal.timeout(limitMs), limitMs })
      .catch(() => null);
    const version = output?.code === 0 ? versionIn(output.stdout) : null;
    found = version === null ? null : { docker, version, env: commands.env };
    return found;
  };
}

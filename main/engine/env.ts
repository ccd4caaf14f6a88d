/** The variables that decide where the engine is, taken out of the process's own environment. */
export type DockerEnv = Readonly<Record<string, string | undefined>>;

const alsoRead = ['HOME', 'USERPROFILE', 'XDG_RUNTIME_DIR', 'COLIMA_HOME'];

/**
 * Copies what decides the endpoint and deletes `DOCKER_*` and `DEBUG` from `env`. To be called once, before
 * dockerode is loaded: its transport lets `DOCKER_HOST` win over an explicit socket path, reads certificate
 * files in its constructor, and `DEBUG=modem` prints registry passwords.
 * Whoever starts the docker CLI as a child has to put the copy back.
 */
export function takeDockerEnv(env: NodeJS.ProcessEnv): DockerEnv {
  const taken: Record<string, string | undefined> = {};
  for (const name of alsoRead) taken[name] = env[name];
  for (const name of Object.keys(env)) {
    if (!name.startsWith('DOCKER_')) continue;
    taken[name] = env[name];
    delete env[name];
  }
  delete env.DEBUG;
  return taken;
}

/** What decides the endpoint, injected so that it can be tested without a home folder. */
export interface EndpointSources {
  env: DockerEnv;
  home: string;
  platform: NodeJS.Platform;
  readFile(path: string): Promise<Buffer>;
  /** Lighter's own engine; null where it cannot run. */
  managed?: ManagedEndpoint | null;
}

export interface ManagedEndpoint {
  /** As `DOCKER_HOST` would say it. */
  host: string;
  /** Somebody has started it in Lighter: then it comes before the platform's default. */
  preferred: boolean;
}

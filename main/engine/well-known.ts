import { posix } from 'node:path';
import type { EndpointSources } from './env';

/**
 * Where other runtimes put their socket, likeliest first. Asked only when nothing was chosen and the
 * platform's default does not exist.
 */
export function wellKnownHosts({ env, home, platform }: Pick<EndpointSources, 'env' | 'home' | 'platform'>) {
  if (platform === 'win32') {
    return ['npipe:////./pipe/dockerDesktopLinuxEngine', 'npipe:////./pipe/podman-machine-default'];
  }
  const run = env.XDG_RUNTIME_DIR;
  const paths = [
    posix.join(home, '.docker/run/docker.sock'),
    posix.join(home, '.docker/desktop/docker.sock'),
    ...(run ? [posix.join(run, 'docker.sock')] : []),
    posix.join(home, '.orbstack/run/docker.sock'),
    posix.join(env.COLIMA_HOME || posix.join(home, '.colima'), 'default/docker.sock'),
    posix.join(home, '.rd/docker.sock'),
    ...(run ? [posix.join(run, 'podman/podman.sock')] : []),
    '/run/podman/podman.sock',
  ];
  return paths.map((path) => `unix://${path}`);
}

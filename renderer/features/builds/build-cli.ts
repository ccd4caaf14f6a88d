import type { Builder, BuildForm } from '@contract/builds';

/**
 * The Docker CLI's arguments for a build with that builder. Secret values are not in them: `--build-arg NAME` and
 * `--secret …,env=NAME` take them out of the environment. Pure.
 */
export function buildArgs(form: BuildForm, folder: string, builder: Builder): string[] {
  return [
    ...commands[builder],
    ...fileArgs(form.dockerfile, folder),
    ...form.tags.flatMap((tag) => ['-t', tag]),
    ...form.args.flatMap(({ name, value, secret }) => ['--build-arg', secret ? name : `${name}=${value}`]),
    ...(form.target ? ['--target', form.target] : []),
    ...(form.platform ? ['--platform', form.platform] : []),
    ...(form.noCache ? ['--no-cache'] : []),
    ...(form.pull ? ['--pull'] : []),
    ...form.secrets.flatMap(({ id }) => ['--secret', `id=${id},env=${id.replace(/[^a-zA-Z0-9_]/g, '_')}`]),
    ...(form.ssh ? ['--ssh', 'default'] : []),
    folder,
  ];
}

/** An old Docker CLI builds with the classic builder unless it is told, a new one with BuildKit. */
const commands: Record<Builder, string[]> = {
  buildx: ['docker', 'buildx', 'build', '--load'],
  buildkit: ['env', 'DOCKER_BUILDKIT=1', 'docker', 'build'],
  classic: ['env', 'DOCKER_BUILDKIT=0', 'docker', 'build'],
};

function fileArgs(dockerfile: string, folder: string): string[] {
  if (dockerfile === 'Dockerfile') return [];
  const isWhole = /^(?:[\\/]|[A-Za-z]:)/.test(dockerfile);
  return ['-f', isWhole ? dockerfile : `${folder.replace(/\/$/, '')}/${dockerfile}`];
}

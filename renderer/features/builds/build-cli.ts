import type { BuildForm } from '@contract/builds';

/**
 * The Docker CLI's arguments for a build. Secret values are not in them: `--build-arg NAME` and `--secret …,env=NAME`
 * take them out of the environment. Pure.
 */
export function buildArgs(form: BuildForm, folder: string): string[] {
  return [
    ...(form.builder === 'classic' ? ['env', 'DOCKER_BUILDKIT=0'] : []),
    'docker',
    'build',
    ...(form.dockerfile === 'Dockerfile' ? [] : ['-f', `${folder.replace(/\/$/, '')}/${form.dockerfile}`]),
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

import type { BuildForm } from '@contract/builds';

export interface BuildxCall {
  args: string[];
  /** What it gets beside the usual environment: secret values, which must not stand in its arguments. */
  env: Record<string, string>;
}

interface BuildxInput {
  form: BuildForm;
  /** Absolute. */
  folder: string;
  dockerfile: string;
  /** Where it writes the image's id. */
  idFile: string;
  version: string;
  /** The ssh agent's socket; null where it is not to be reached. */
  agent: string | null;
}

/** buildx tells what happens as JSON since 0.13. Pure. */
export function hasRawJson(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > 0 || minor >= 13;
}

/**
 * How `docker` is called. The builder `default` is the engine's own BuildKit, whatever builder somebody has set up
 * beside it; the image goes to the engine (`--load`). Each value stands behind its option's `=`: none is taken for an
 * option. Pure.
 */
export function buildxCall({ form, folder, dockerfile, idFile, version, agent }: BuildxInput): BuildxCall {
  const secretName = (index: number) => `LIGHTER_SECRET_${index}`;
  return {
    args: [
      'buildx',
      'build',
      '--builder=default',
      `--progress=${hasRawJson(version) ? 'rawjson' : 'plain'}`,
      '--load',
      `--iidfile=${idFile}`,
      `--file=${dockerfile}`,
      ...form.tags.map((tag) => `--tag=${tag}`),
      ...form.args.map(({ name, value, secret }) => `--build-arg=${secret ? name : `${name}=${value}`}`),
      ...(form.target ? [`--target=${form.target}`] : []),
      ...(form.platform ? [`--platform=${form.platform}`] : []),
      ...(form.noCache ? ['--no-cache'] : []),
      ...(form.pull ? ['--pull'] : []),
      ...form.secrets.map(({ id }, index) => `--secret=id=${id},env=${secretName(index)}`),
      ...(agent === null ? [] : ['--ssh=default']),
      '--',
      folder,
    ],
    env: {
      ...Object.fromEntries(form.args.filter(({ secret }) => secret).map(({ name, value }) => [name, value])),
      ...Object.fromEntries(form.secrets.map(({ value }, index) => [secretName(index), value])),
      ...(agent !== null && { SSH_AUTH_SOCK: agent }),
    },
  };
}

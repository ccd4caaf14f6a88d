import type { RunForm } from '@contract/containers';

/**
 * The Docker CLI's arguments that do what the form does, without quoting. An empty image stands as `IMAGE`,
 * as Docker's own help writes it.
 */
export function runArgs(form: RunForm, start: boolean): string[] {
  const args = start ? ['docker', 'run', '-d'] : ['docker', 'create'];
  if (form.name !== undefined) args.push('--name', form.name);
  for (const port of form.ports) args.push('-p', portArg(port));
  for (const { name, value } of form.env) args.push('-e', `${name}=${value}`);
  for (const volume of form.volumes)
    args.push('-v', `${volume.source}:${volume.target}${volume.readOnly ? ':ro' : ''}`);
  if (form.restart !== 'no') args.push('--restart', form.restart);
  if (form.network !== undefined) args.push('--network', form.network);
  if (form.memory !== undefined) args.push('--memory', bytesArg(form.memory));
  if (form.cpus !== undefined) args.push('--cpus', cpusArg(form.cpus));
  args.push(form.image || 'IMAGE', ...form.command);
  return args;
}

function portArg({ hostIp, hostPort, containerPort, protocol }: RunForm['ports'][number]): string {
  const ip = hostIp?.includes(':') ? `[${hostIp}]` : hostIp;
  const host = ip === undefined ? hostPort?.toString() : `${ip}:${hostPort ?? ''}`;
  const container = protocol === 'tcp' ? `${containerPort}` : `${containerPort}/${protocol}`;
  return host === undefined ? container : `${host}:${container}`;
}

const units = ['b', 'k', 'm', 'g', 't'] as const;

/** Exact: the largest unit that leaves no fraction. */
function bytesArg(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (unit < units.length - 1 && value !== 0 && value % 1024 === 0) {
    value /= 1024;
    unit += 1;
  }
  return `${value}${units[unit]}`;
}

/** Never in exponent form, which the CLI does not read. */
function cpusArg(cpus: number): string {
  return cpus.toFixed(9).replace(/\.?0+$/, '');
}

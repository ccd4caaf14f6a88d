import type { HealthOption, RunForm } from '../run-form';
import { printMount } from './mounts';
import { networkArgs } from './networks';
import { isUnsaid, type PlainOption, plainOptions } from './options';
import { printExposed, printPublished } from './ports';
import { printBytes, printCpus, printDuration } from './quantities';
import { printVolume } from './volumes';

/**
 * The Docker CLI's arguments that do what the form does, without quoting: `docker run -d …`, or `docker create …`.
 * An empty image stands as `IMAGE`, as Docker's own help writes it.
 */
export function runArgs(form: RunForm, start: boolean): string[] {
  const { restart, restartRetries } = form;
  const [head, tail] = plainArgs(form);
  return [
    ...(start ? ['docker', 'run', '-d'] : ['docker', 'create']),
    ...head,
    ...flags('--name', form.name === undefined ? [] : [form.name]),
    ...flags('-p', form.ports.map(printPublished)),
    ...flags('--expose', (form.expose ?? []).map(printExposed)),
    ...flags(
      '-e',
      form.env.map(({ name, value }) => (value === null ? name : `${name}=${value}`)),
    ),
    ...flags('-v', form.volumes.map(printVolume)),
    ...flags(
      '--tmpfs',
      (form.tmpfs ?? []).map(({ target, options }) => (options ? `${target}:${options}` : target)),
    ),
    ...flags('--mount', (form.mounts ?? []).map(printMount)),
    ...flags(
      '--restart',
      restart === 'no' ? [] : [restartRetries ? `${restart}:${restartRetries}` : restart],
    ),
    ...networkArgs(form.networks ?? []),
    ...tail,
    ...healthArgs(form.health),
    ...flags('--platform', form.platform === undefined ? [] : [form.platform]),
    ...flags('--entrypoint', form.entrypoint?.slice(0, 1) ?? []),
    form.image || 'IMAGE',
    // The CLI's entry point is one word; more of them go in front of the arguments, which comes to the same.
    ...(form.entrypoint?.slice(1) ?? []),
    ...form.command,
  ];
}

/** The options that say how it is run come first, the others after the ones with rows. */
function plainArgs(form: RunForm): [string[], string[]] {
  const leading = new Set(['autoRemove', 'stdin', 'tty']);
  const rows = plainOptions.filter(({ key }) => !isUnsaid(form[key]));
  const isBoth = form.stdin === true && form.tty === true;
  const head = rows
    .filter(({ key }) => leading.has(key) && !(isBoth && key === 'tty'))
    .flatMap((row) => (isBoth && row.key === 'stdin' ? ['-it'] : plainArg(row, form[row.key])));
  return [head, rows.filter(({ key }) => !leading.has(key)).flatMap((row) => plainArg(row, form[row.key]))];
}

function plainArg({ kind, flag, short }: PlainOption, value: unknown): string[] {
  switch (kind) {
    case 'flag':
      return [value === true ? (short ?? flag) : `${flag}=false`];
    case 'bytes':
      return [flag, printBytes(Number(value))];
    case 'cpus':
      return [flag, printCpus(Number(value))];
    case 'list':
      return flags(flag, value as string[]);
    case 'pairs':
      return flags(
        flag,
        (value as { name: string; value: string }[]).map((pair) => `${pair.name}=${pair.value}`),
      );
    default:
      return [flag, String(value)];
  }
}

function healthArgs(health: HealthOption | undefined): string[] {
  if (!health) return [];
  if ('disabled' in health) return ['--no-healthcheck'];
  const { test, interval, timeout, startPeriod, startInterval, retries } = health;
  const span = (flag: string, ms: number | undefined) => (ms === undefined ? [] : [flag, printDuration(ms)]);
  return [
    ...(test === undefined ? [] : ['--health-cmd', typeof test === 'string' ? test : test.join(' ')]),
    ...span('--health-interval', interval),
    ...span('--health-timeout', timeout),
    ...span('--health-start-period', startPeriod),
    ...span('--health-start-interval', startInterval),
    ...(retries === undefined ? [] : ['--health-retries', `${retries}`]),
  ];
}

const flags = (flag: string, values: readonly string[]) => values.flatMap((value) => [flag, value]);

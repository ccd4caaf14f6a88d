import type { HealthOption, RunForm } from '../run-form';
import { printMount } from './mounts';
import { networkOptions } from './networks';
import { isUnsaid, type PlainOption, plainOptions } from './options';
import { printExposed, printPublished } from './ports';
import { printBytes, printCpus, printDuration } from './quantities';
import { printVolume } from './volumes';

/** One option of the Docker CLI: `['--name', 'web']`, or `['--rm']` for one without a value. */
export type OptionArg = readonly [flag: string] | readonly [flag: string, value: string];

/**
 * The Docker CLI's arguments that do what the form does, without quoting: `docker run -d …`, or `docker create …`.
 * An empty image stands as `IMAGE`, as Docker's own help writes it.
 */
export function runArgs(form: RunForm, start: boolean): string[] {
  return [
    ...(start ? ['docker', 'run', '-d'] : ['docker', 'create']),
    ...optionArgs(form).flat(),
    form.image || 'IMAGE',
    // The CLI's entry point is one word; more of them go in front of the arguments, which comes to the same.
    ...(form.entrypoint?.slice(1) ?? []),
    ...form.command,
  ];
}

/** The options that stand before the image, in their order. Pure. */
export function optionArgs(form: RunForm): OptionArg[] {
  const { restart, restartRetries } = form;
  const [head, tail] = plainArgs(form);
  return [
    ...head,
    ...each('--name', form.name === undefined ? [] : [form.name]),
    ...each('-p', form.ports.map(printPublished)),
    ...each('--expose', (form.expose ?? []).map(printExposed)),
    ...each(
      '-e',
      form.env.map(({ name, value }) => (value === null ? name : `${name}=${value}`)),
    ),
    ...each('-v', form.volumes.map(printVolume)),
    ...each(
      '--tmpfs',
      (form.tmpfs ?? []).map(({ target, options }) => (options ? `${target}:${options}` : target)),
    ),
    ...each('--mount', (form.mounts ?? []).map(printMount)),
    ...each('--restart', restart === 'no' ? [] : [restartRetries ? `${restart}:${restartRetries}` : restart]),
    ...networkOptions(form.networks ?? []),
    ...tail,
    ...healthArgs(form.health),
    ...each('--platform', form.platform === undefined ? [] : [form.platform]),
    ...each('--entrypoint', form.entrypoint?.slice(0, 1) ?? []),
  ];
}

/** The options that say how it is run come first, the others after the ones with rows. */
function plainArgs(form: RunForm): [OptionArg[], OptionArg[]] {
  const leading = new Set(['autoRemove', 'stdin', 'tty']);
  const rows = plainOptions.filter(({ key }) => !isUnsaid(form[key]));
  const isBoth = form.stdin === true && form.tty === true;
  const head = rows
    .filter(({ key }) => leading.has(key) && !(isBoth && key === 'tty'))
    .flatMap((row): OptionArg[] =>
      isBoth && row.key === 'stdin' ? [['-it']] : plainArg(row, form[row.key]),
    );
  return [head, rows.filter(({ key }) => !leading.has(key)).flatMap((row) => plainArg(row, form[row.key]))];
}

function plainArg({ kind, flag, short }: PlainOption, value: unknown): OptionArg[] {
  switch (kind) {
    case 'flag':
      return [[value === true ? (short ?? flag) : `${flag}=false`]];
    case 'bytes':
      return [[flag, printBytes(Number(value))]];
    case 'cpus':
      return [[flag, printCpus(Number(value))]];
    case 'list':
      return each(flag, value as string[]);
    case 'pairs':
      return each(
        flag,
        (value as { name: string; value: string }[]).map((pair) => `${pair.name}=${pair.value}`),
      );
    default:
      return [[flag, String(value)]];
  }
}

function healthArgs(health: HealthOption | undefined): OptionArg[] {
  if (!health) return [];
  if ('disabled' in health) return [['--no-healthcheck']];
  const { test, interval, timeout, startPeriod, startInterval, retries } = health;
  const span = (flag: string, ms: number | undefined) =>
    each(flag, ms === undefined ? [] : [printDuration(ms)]);
  return [
    ...each('--health-cmd', test === undefined ? [] : [typeof test === 'string' ? test : test.join(' ')]),
    ...span('--health-interval', interval),
    ...span('--health-timeout', timeout),
    ...span('--health-start-period', startPeriod),
    ...span('--health-start-interval', startInterval),
    ...each('--health-retries', retries === undefined ? [] : [`${retries}`]),
  ];
}

const each = (flag: string, values: readonly string[]): OptionArg[] => values.map((value) => [flag, value]);

import type { HealthOption, NetworkOption, Pair, RunForm } from '../run-form';
import { cut } from './csv';
import { hasNoEffect, isNotHeld } from './flag-names';
import type { LineProblem } from './line-problem';
import { parseMount } from './mounts';
import { parseNetwork } from './networks';
import { isUnsaid, type PlainOption, plainOptions } from './options';
import { parseExposed, parsePublished } from './ports';
import { parseBytes, parseCpus, parseDuration } from './quantities';
import { parseVolume } from './volumes';

/** What the options of a line have said so far. */
export interface Collected {
  form: RunForm;
  /** What belongs to the first network, whichever that will be. */
  first: NetworkOption;
  values: Readonly<Record<string, string>>;
  problems: LineProblem[];
}

const byFlag = new Map(
  plainOptions.flatMap((row) => [row.flag, ...(row.also ?? [])].map((flag) => [flag, row])),
);

/** Takes one option with its value over, or says why it cannot. */
export function applyFlag(flag: string, value: string, collected: Collected): void {
  const { form, problems } = collected;
  const row = byFlag.get(flag);
  const special = specials[flag];
  if (row) {
    const read = readPlain(row, value, form[row.key]);
    if (read === null) problems.push({ code: 'invalid-value', flag, value });
    else if (read === undefined || isUnsaid(read)) delete form[row.key];
    else Object.assign(form, { [row.key]: read });
  } else if (special) {
    if (!special(value, collected)) problems.push({ code: 'invalid-value', flag, value });
  } else if (hasNoEffect(flag)) {
    if (flag !== '--detach') problems.push({ code: 'no-effect', flag });
  } else if (isNotHeld(flag)) problems.push({ code: 'not-held', flag });
  else problems.push({ code: 'unknown-flag', flag });
}

/** The option's value; undefined: as if it had not been given; null: unreadable. */
function readPlain(row: PlainOption, text: string, before: unknown): unknown {
  const { kind, isValid = () => true } = row;
  switch (kind) {
    case 'flag':
      if (/^(1|t|true)$/i.test(text)) return true;
      // Only here `false` says something: the engine may have a default of its own.
      return /^(0|f|false)$/i.test(text) ? (row.key === 'init' ? false : undefined) : null;
    case 'int':
      if (!/^-?\d+$/.test(text)) return null;
      return row.key === 'memorySwappiness' && Number(text) === -1 ? undefined : Number(text);
    case 'bytes':
      return text === '-1' && row.key === 'memorySwap' ? -1 : parseBytes(text);
    case 'cpus':
      return parseCpus(text) || (parseCpus(text) === 0 ? undefined : null);
    case 'text':
      return isUnsaid(text) || isValid(text) ? text : null;
    case 'list':
      return isValid(text) && text !== '' ? [...((before as string[] | undefined) ?? []), text] : null;
    case 'pairs':
      return withPair((before as Pair[] | undefined) ?? [], text);
  }
}

function withPair(before: readonly Pair[], text: string): Pair[] | null {
  const [name, value = ''] = cut(text);
  return name === '' ? null : [...before.filter((pair) => pair.name !== name), { name, value }];
}

type Special = (value: string, collected: Collected) => boolean;

/** Puts what was read where it belongs; false when there was nothing readable. */
const take = <T>(read: T | null | undefined, put: (value: T) => void): boolean => {
  if (read === null || read === undefined) return false;
  put(read);
  return true;
};

const network: Special = (value, { form }) =>
  take(parseNetwork(value), (one) => {
    form.networks = [...(form.networks ?? []), one];
  });
const alias: Special = (value, { first }) => {
  first.aliases = [...(first.aliases ?? []), value];
  return value !== '';
};
const file =
  (flag: string): Special =>
  (path, { problems }) => {
    problems.push({ code: 'needs-file', flag, path });
    return true;
  };

type Check = Exclude<HealthOption, { disabled: true }>;
const health =
  <K extends keyof Check>(key: K, read: (text: string) => Check[K] | null): Special =>
  (text, { form, problems }) => {
    if (form.health && 'disabled' in form.health)
      problems.push({ code: 'conflict', flags: ['--no-healthcheck', '--health-*'] });
    const value = read(text);
    if (value === null) return false;
    const before: Check = form.health && !('disabled' in form.health) ? form.health : {};
    // Zero and nothing mean: as the image has it.
    if (value) form.health = { ...before, [key]: value };
    return true;
  };
const count = (text: string) => (/^\d+$/.test(text) ? Number(text) : null);

const specials: Record<string, Special | undefined> = {
  '--name': (value, { form }) => {
    form.name = value;
    return true;
  },
  '--platform': (value, { form }) => {
    form.platform = value;
    return true;
  },
  '--publish': (value, { form }) => take(parsePublished(value), (port) => form.ports.push(port)),
  '--expose': (value, { form }) =>
    take(parseExposed(value), (port) => {
      form.expose = [...(form.expose ?? []), port];
    }),
  '--env': (text, { form, values, problems }) => {
    const [name, given] = cut(text);
    if (name === '') return false;
    const placeholder = `$${name}`;
    const value = given ?? values[placeholder];
    if (
      value === undefined &&
      !problems.some((one) => 'placeholder' in one && one.placeholder === placeholder)
    )
      problems.push({ code: 'needs-value', placeholder });
    form.env = [...form.env.filter((one) => one.name !== name), { name, value: value ?? '' }];
    return true;
  },
  '--env-file': file('--env-file'),
  '--label-file': file('--label-file'),
  '--volume': (value, { form }) => take(parseVolume(value), (volume) => form.volumes.push(volume)),
  '--tmpfs': (value, { form }) => {
    const [target, options = ''] = cut(value, ':');
    form.tmpfs = [...(form.tmpfs ?? []), { target, options }];
    return target !== '';
  },
  '--mount': (value, { form }) =>
    take(parseMount(value), (mount) => {
      form.mounts = [...(form.mounts ?? []), mount];
    }),
  '--network': network,
  '--net': network,
  '--network-alias': alias,
  '--net-alias': alias,
  '--ip': (value, { first }) => {
    first.ip = value;
    return true;
  },
  '--ip6': (value, { first }) => {
    first.ip6 = value;
    return true;
  },
  '--link-local-ip': (value, { first }) => {
    first.linkLocalIps = [...(first.linkLocalIps ?? []), value];
    return true;
  },
  '--mac-address': (value, { first }) => {
    first.mac = value;
    return true;
  },
  '--entrypoint': (value, { form }) => {
    form.entrypoint = [value];
    return true;
  },
  '--restart': (value, { form }) => {
    const match = /^(no|always|unless-stopped|on-failure)?(?::(\d+))?$/.exec(value);
    if (!match) return false;
    form.restart = (match[1] ?? 'no') as RunForm['restart'];
    if (match[2] === undefined) delete form.restartRetries;
    else form.restartRetries = Number(match[2]);
    return true;
  },
  '--no-healthcheck': (value, { form, problems }) => {
    if (value === 'false') return true;
    if (form.health) problems.push({ code: 'conflict', flags: ['--no-healthcheck', '--health-*'] });
    form.health = { disabled: true };
    return true;
  },
  '--health-cmd': health('test', (text) => text),
  '--health-interval': health('interval', parseDuration),
  '--health-timeout': health('timeout', parseDuration),
  '--health-start-period': health('startPeriod', parseDuration),
  '--health-start-interval': health('startInterval', parseDuration),
  '--health-retries': health('retries', count),
};

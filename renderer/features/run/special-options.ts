import { parseMount, printMount } from '@contract/run/mounts';
import { networkOptions, parseNetwork } from '@contract/run/networks';
import { parseExposed, printExposed } from '@contract/run/ports';
import { parseDuration, printDuration } from '@contract/run/quantities';
import type { HealthOption, NetworkOption, RunForm } from '@contract/run-form';
import { shellLine, splitShell } from '../../lib/shell-quote';
import { type Look, lines, type MoreKey, type MoreOption } from './more-option';
import type { SectionId } from './section-ids';

/** Each line by `parse` into a list of the form. */
function listed<T>(
  key: MoreKey,
  section: SectionId,
  example: string,
  parse: (line: string) => T | null,
  put: (form: RunForm, values: T[]) => void,
  write: (form: RunForm) => string[],
): MoreOption {
  return {
    key,
    section,
    look: 'lines',
    example,
    read: (text, form) => {
      const values = lines(text).map(parse);
      const read = values.filter((value) => value !== null);
      put(form, read);
      return read.length === values.length;
    },
    write: (form) => write(form).join('\n'),
  };
}

type Check = Exclude<HealthOption, { disabled: true }>;
const checkOf = (form: RunForm): Check => (form.health && !('disabled' in form.health) ? form.health : {});
const span = (key: 'interval' | 'timeout' | 'startPeriod' | 'startInterval') => ({
  example: '30s',
  read: (text: string): Partial<Check> | null => {
    const ms = parseDuration(text);
    return ms === null || ms < 1 ? null : { [key]: ms };
  },
  write: (check: Check) => (check[key] === undefined ? '' : printDuration(check[key])),
});
const healthReaders = {
  healthTest: {
    example: 'curl -f http://localhost/ || exit 1',
    read: (text: string): Partial<Check> | null => ({ test: text.trim() }),
    write: ({ test = '' }: Check) => (typeof test === 'string' ? test : shellLine(test)),
  },
  healthInterval: span('interval'),
  healthTimeout: span('timeout'),
  healthStartPeriod: span('startPeriod'),
  healthStartInterval: span('startInterval'),
  healthRetries: {
    example: '3',
    read: (text: string): Partial<Check> | null =>
      /^[1-9]\d*$/.test(text.trim()) ? { retries: Number(text) } : null,
    write: ({ retries }: Check) => (retries === undefined ? '' : `${retries}`),
  },
};

const health = Object.entries(healthReaders).map(
  ([key, { example, read, write }]): MoreOption => ({
    key: key as keyof typeof healthReaders,
    section: 'health',
    look: 'text',
    example,
    read: (text, form) => {
      const part = read(text);
      if (part && !(form.health && 'disabled' in form.health)) form.health = { ...checkOf(form), ...part };
      return part !== null;
    },
    write: (form) => write(checkOf(form)),
  }),
);

/** A part of the first network, which must have a name by then. */
function ofNetwork<K extends keyof Omit<NetworkOption, 'name'>>(
  key: K,
  look: Look,
  example: string,
  read: (text: string) => NetworkOption[K] | null,
  write: (value: NonNullable<NetworkOption[K]>) => string,
): MoreOption {
  return {
    key,
    section: 'network',
    look,
    example,
    read: (text, form) => {
      const value = read(text.trim());
      const [first = { name: 'default' }, ...rest] = form.networks ?? [];
      if (value !== null) form.networks = [{ ...first, [key]: value }, ...rest];
      return value !== null;
    },
    write: (form) => {
      const value = form.networks?.[0]?.[key];
      return value === undefined ? '' : write(value as NonNullable<NetworkOption[K]>);
    },
  };
}

const network = (key: 'ip' | 'ip6' | 'mac' | 'gw-priority') => (text: string) =>
  parseNetwork(`name=x,${key === 'mac' ? 'mac-address' : key}=${text}`);

/** The options with a grammar of their own. */
export const specialMore: readonly MoreOption[] = [
  {
    key: 'platform',
    section: 'basics',
    look: 'text',
    example: 'linux/arm64',
    read: (text, form) => {
      form.platform = text.trim();
      return /^[a-zA-Z0-9_.-]+(\/[a-zA-Z0-9_.-]+){0,2}$/.test(form.platform);
    },
    write: (form) => form.platform ?? '',
  },
  listed(
    'expose',
    'ports',
    '8080',
    parseExposed,
    (form, ports) => {
      form.expose = ports;
    },
    (form) => (form.expose ?? []).map(printExposed),
  ),
  listed(
    'tmpfs',
    'volumes',
    '/tmp:size=64m',
    (line) => {
      const [target = '', ...options] = line.split(':');
      return target.startsWith('/') ? { target, options: options.join(':') } : null;
    },
    (form, tmpfs) => {
      form.tmpfs = tmpfs;
    },
    (form) => (form.tmpfs ?? []).map(({ target, options }) => (options ? `${target}:${options}` : target)),
  ),
  listed(
    'mounts',
    'volumes',
    'type=bind,src=/srv,dst=/data,readonly',
    parseMount,
    (form, mounts) => {
      form.mounts = mounts;
    },
    (form) => (form.mounts ?? []).map(printMount),
  ),
  {
    key: 'entrypoint',
    section: 'command',
    look: 'text',
    example: '/bin/sh',
    read: (text, form) => {
      const split = splitShell(text);
      if ('args' in split) form.entrypoint = split.args;
      return 'args' in split;
    },
    write: (form) => (form.entrypoint ? shellLine(form.entrypoint) : ''),
  },
  {
    key: 'restartRetries',
    section: 'command',
    look: 'text',
    example: '5',
    read: (text, form) => {
      if (!/^\d+$/.test(text.trim())) return false;
      form.restartRetries = Number(text);
      return true;
    },
    write: (form) => (form.restartRetries ? `${form.restartRetries}` : ''),
  },
  ofNetwork('aliases', 'lines', 'db', lines, (values) => values.join('\n')),
  ofNetwork(
    'ip',
    'text',
    '172.20.0.10',
    (text) => (network('ip')(text) && /^\d+\.\d+\.\d+\.\d+$/.test(text) ? text : null),
    String,
  ),
  ofNetwork('ip6', 'text', '2001:db8::10', (text) => (text.includes(':') ? text : null), String),
  ofNetwork(
    'mac',
    'text',
    '02:42:ac:11:00:02',
    (text) => (/^[0-9a-f]{2}([:-][0-9a-f]{2}){5}$/i.test(text) ? text : null),
    String,
  ),
  ofNetwork('linkLocalIps', 'lines', '169.254.34.68', lines, (values) => values.join('\n')),
  ofNetwork(
    'driverOptions',
    'lines',
    'com.example.key=value',
    (text) => {
      const pairs = lines(text).map((line) => line.split('='));
      return pairs.every((pair) => pair.length > 1)
        ? pairs.map(([name = '', ...value]) => ({ name, value: value.join('=') }))
        : null;
    },
    (pairs) => pairs.map(({ name, value }) => `${name}=${value}`).join('\n'),
  ),
  ofNetwork('gatewayPriority', 'text', '1', (text) => (/^-?\d+$/.test(text) ? Number(text) : null), String),
  listed(
    'moreNetworks',
    'network',
    'name=backend,alias=db',
    parseNetwork,
    (form, more) => {
      if (form.networks) form.networks = [...form.networks, ...more];
      else if (more.length > 0) form.networks = more;
    },
    (form) => (form.networks ?? []).slice(1).map((one) => lineOf(one)),
  ),
  {
    key: 'noHealthcheck',
    section: 'health',
    look: 'flag',
    example: '',
    read: (text, form) => {
      if (text === 'on') form.health = { disabled: true };
      return true;
    },
    write: (form) => (form.health && 'disabled' in form.health ? 'on' : ''),
  },
  ...health,
];

/** A further network as `--network` takes it. */
const lineOf = (one: NetworkOption) => networkOptions([{ name: 'x' }, one]).at(-1)?.[1] ?? one.name;

import { parseMount, printMount } from '@contract/run/mounts';
import { networkArgs, parseNetwork } from '@contract/run/networks';
import { isUnsaid, type PlainOption, plainOptions } from '@contract/run/options';
import { parseExposed, printExposed } from '@contract/run/ports';
import { parseBytes, parseDuration, printBytes, printDuration } from '@contract/run/quantities';
import type { HealthOption, NetworkOption, PlainKey, RunForm } from '@contract/run-form';
import { shellLine, splitShell } from '../../lib/shell-quote';
import type { SectionId } from './sections';

/** The options that have one field each, apart from those every form shows. */
export type MoreKey =
  | Exclude<PlainKey, 'memory' | 'cpus'>
  | 'platform'
  | 'restartRetries'
  | 'expose'
  | 'tmpfs'
  | 'mounts'
  | keyof Omit<NetworkOption, 'name'>
  | 'moreNetworks'
  | 'entrypoint'
  | 'noHealthcheck'
  | keyof typeof healthReaders;

/** How an option is typed: one line, one value a line, or a tick (`on`; `off` says no where that is not the default). */
type Look = 'text' | 'lines' | 'flag';

export interface MoreOption {
  key: MoreKey;
  section: SectionId;
  look: Look;
  /** Shown while the field is empty, and where its text cannot be read. */
  example: string;
  /** Puts the text into the form; false when it cannot be read. Never called with nothing typed. */
  read(text: string, form: RunForm): boolean;
  /** What to type for the form; empty when it says nothing. */
  write(form: RunForm): string;
}

const lines = (text: string) =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

const sections: readonly [SectionId, readonly [PlainKey, string][]][] = [
  [
    'basics',
    [
      ['autoRemove', ''],
      ['annotations', 'key=value'],
    ],
  ],
  ['ports', [['publishAll', '']]],
  [
    'volumes',
    [
      ['volumesFrom', 'other:ro'],
      ['volumeDriver', 'local'],
      ['readOnlyRoot', ''],
      ['storageOptions', 'size=10G'],
    ],
  ],
  [
    'network',
    [
      ['hostname', 'web'],
      ['domainname', 'example.org'],
      ['dns', '1.1.1.1'],
      ['dnsSearch', 'example.org'],
      ['dnsOptions', 'ndots:2'],
      ['extraHosts', 'db:10.0.0.5'],
      ['links', 'db:database'],
    ],
  ],
  [
    'command',
    [
      ['workdir', '/app'],
      ['user', '1000:1000'],
      ['tty', ''],
      ['stdin', ''],
      ['init', ''],
      ['stopSignal', 'SIGTERM'],
      ['stopTimeout', '10'],
      ['logDriver', 'json-file'],
      ['logOptions', 'max-size=10m'],
    ],
  ],
  [
    'limits',
    [
      ['memorySwap', '1g'],
      ['memoryReservation', '256m'],
      ['memorySwappiness', '60'],
      ['pidsLimit', '100'],
      ['shmSize', '64m'],
      ['gpus', 'all'],
      ['cpuShares', '1024'],
      ['cpusetCpus', '0-1'],
      ['cpusetMems', '0'],
      ['cpuPeriod', '100000'],
      ['cpuQuota', '50000'],
      ['cpuRtPeriod', '1000000'],
      ['cpuRtRuntime', '950000'],
      ['ulimits', 'nofile=1024:2048'],
      ['oomScoreAdj', '0'],
      ['oomKillDisable', ''],
      ['blkioWeight', '500'],
      ['blkioWeightDevices', '/dev/sda:500'],
      ['deviceReadBps', '/dev/sda:10mb'],
      ['deviceWriteBps', '/dev/sda:10mb'],
      ['deviceReadIops', '/dev/sda:1000'],
      ['deviceWriteIops', '/dev/sda:1000'],
    ],
  ],
  ['labels', [['labels', 'com.example.team=web']]],
  [
    'security',
    [
      ['privileged', ''],
      ['capAdd', 'NET_ADMIN'],
      ['capDrop', 'ALL'],
      ['securityOptions', 'no-new-privileges'],
      ['devices', '/dev/ttyUSB0:/dev/ttyUSB0:rw'],
      ['deviceCgroupRules', 'c 1:3 mr'],
      ['groupAdd', 'audio'],
      ['sysctls', 'net.core.somaxconn=1024'],
      ['userns', 'host'],
      ['pid', 'host'],
      ['ipc', 'shareable'],
      ['uts', 'host'],
      ['cgroupns', 'private'],
      ['cgroupParent', '/custom'],
      ['runtime', 'runc'],
      ['isolation', 'default'],
    ],
  ],
];

const byKey = new Map<PlainKey, PlainOption>(plainOptions.map((row) => [row.key, row]));

function plain(section: SectionId, key: PlainKey, example: string): MoreOption[] {
  const row = byKey.get(key);
  if (!row || key === 'memory' || key === 'cpus') return [];
  const { kind } = row;
  const look: Look = kind === 'flag' ? 'flag' : kind === 'list' || kind === 'pairs' ? 'lines' : 'text';
  return [
    {
      key,
      section,
      look,
      example,
      read: (text, form) => {
        const value = readPlain(row, text);
        if (value !== null && value !== undefined) Object.assign(form, { [key]: value });
        return value !== null;
      },
      write: (form) => writePlain(row, form[key]),
    },
  ];
}

/** Null when unreadable, undefined when it says nothing. */
function readPlain({ key, kind, isValid = () => true }: PlainOption, text: string): unknown {
  const typed = text.trim();
  switch (kind) {
    case 'flag':
      return typed === 'on' ? true : key === 'init' ? false : undefined;
    case 'int':
      return /^-?\d+$/.test(typed) && isInRange(key, Number(typed)) ? Number(typed) : null;
    case 'bytes':
      return typed === '-1' && key === 'memorySwap' ? -1 : parseBytes(typed);
    case 'list':
      return lines(text).every((line) => isValid(line)) ? lines(text) : null;
    case 'pairs': {
      const pairs = lines(text).map((line) => {
        const at = line.indexOf('=');
        return at < 0
          ? { name: line, value: '' }
          : { name: line.slice(0, at).trim(), value: line.slice(at + 1) };
      });
      const hasAll = key === 'labels' || lines(text).every((line) => line.includes('='));
      return hasAll && pairs.every(({ name }) => name !== '') ? pairs : null;
    }
    default:
      return isValid(typed) ? typed : null;
  }
}

function isInRange(key: PlainKey, value: number): boolean {
  if (key === 'cpuQuota' || key === 'cpuRtRuntime') return true;
  if (key === 'stopTimeout' || key === 'pidsLimit') return value >= -1;
  if (key === 'oomScoreAdj') return Math.abs(value) <= 1000;
  if (key === 'memorySwappiness') return value >= 0 && value <= 100;
  return value >= 0 && (key !== 'blkioWeight' || value <= 1000);
}

function writePlain({ kind }: PlainOption, value: unknown): string {
  if (isUnsaid(value)) return '';
  if (kind === 'flag') return value === true ? 'on' : 'off';
  if (kind === 'bytes') return printBytes(Number(value));
  if (kind === 'list') return (value as string[]).join('\n');
  if (kind === 'pairs')
    return (value as { name: string; value: string }[])
      .map((pair) => (pair.value === '' ? pair.name : `${pair.name}=${pair.value}`))
      .join('\n');
  return String(value);
}

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

const special: readonly MoreOption[] = [
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
];

/** A further network as `--network` takes it. */
const lineOf = (one: NetworkOption) => networkArgs([{ name: 'x' }, one]).at(-1) ?? one.name;

const order = [
  'basics',
  'ports',
  'volumes',
  'environment',
  'command',
  'network',
  'limits',
  'health',
  'labels',
  'security',
];

/** In the order of the form. What must come before others is at the top: the further networks need the first. */
export const moreOptions: readonly MoreOption[] = [
  ...special,
  ...health,
  ...sections.flatMap(([section, keys]) => keys.flatMap(([key, example]) => plain(section, key, example))),
].sort((a, b) => order.indexOf(a.section) - order.indexOf(b.section));

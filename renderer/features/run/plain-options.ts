import { isUnsaid, type PlainOption, plainOptions } from '@contract/run/options';
import { parseBytes, printBytes } from '@contract/run/quantities';
import type { PlainKey } from '@contract/run-form';
import { type Look, lines, type MoreOption } from './more-option';
import type { SectionId } from './section-ids';

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

/** The options whose value is one text, number, tick or list, as the table of all options has them. */
export const plainMore: readonly MoreOption[] = sections.flatMap(([section, keys]) =>
  keys.flatMap(([key, example]) => plain(section, key, example)),
);

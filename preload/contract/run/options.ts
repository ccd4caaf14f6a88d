import type { PlainKey, PlainOptions } from '../run-form';
import { capabilities } from './capabilities';
import {
  type DeviceRequest,
  type EngineDevice,
  isCdiDevice,
  parseDevice,
  parseGpus,
  parseRate,
  parseUlimit,
  parseWeight,
  printDevice,
  printGpus,
  printUlimit,
  type Ulimit,
} from './devices';
import { printBytes } from './quantities';

/** How an option's value is written on a command line. */
export type OptionKind = 'text' | 'flag' | 'int' | 'bytes' | 'cpus' | 'list' | 'pairs';

/** One plain option: its flag, its place in the engine's request, its key in a Compose service. */
export interface PlainOption<K extends PlainKey = PlainKey> {
  key: K;
  kind: OptionKind;
  flag: string;
  short?: string;
  /** Other spellings the CLI takes. */
  also?: readonly string[];
  /** Keys from the request's body down. */
  at: readonly string[];
  /** Absent: Compose has no such key, or one of another shape. */
  compose?: string;
  /** Whether one text of the value is well formed; always where absent. */
  isValid?(text: string): boolean;
  /** The engine's value, where it is not the form's own. */
  write?(value: PlainOptions[K]): unknown;
  /** The form's value; undefined for what the option cannot say. Never called without a value. */
  read?(raw: unknown): PlainOptions[K] | undefined;
}

const config = (name: string) => ['Config', name] as const;
const host = (name: string) => ['HostConfig', name] as const;

function option<K extends PlainKey>(
  key: K,
  kind: OptionKind,
  flag: string,
  at: readonly string[],
  more: Partial<PlainOption<K>> = {},
): PlainOption<K> {
  return { key, kind, flag, at, ...more };
}

/** `[{Path, Rate}]` of the engine, `path:rate` on the command line. */
const rates = (unit: 'bytes' | 'count') => ({
  isValid: (text: string) => parseRate(text, unit) !== null,
  write: (values: string[]) => values.map((text) => parseRate(text, unit)),
  read: (raw: unknown) =>
    (raw as { Path: string; Rate: number }[]).map(
      ({ Path, Rate }) => `${Path}:${unit === 'bytes' ? printBytes(Rate) : Rate}`,
    ),
});

/** `key=value`, or the old `key:value`; `no-new-privileges` alone. */
const isSecurityOption = (text: string) => text === 'no-new-privileges' || /^[a-z-]+[=:]./.test(text);

/** The CLI takes `host=address` too, and an IPv6 address in brackets; the engine takes `host:address`. */
function extraHost(text: string): string {
  const match = /^([^=:]+)[=:]\[?(.*?)\]?$/.exec(text);
  return match ? `${match[1]}:${match[2]}` : text;
}

/** In the order in which a command line has them. */
export const plainOptionTable = [
  option('autoRemove', 'flag', '--rm', host('AutoRemove')),
  option('stdin', 'flag', '--interactive', config('OpenStdin'), { short: '-i', compose: 'stdin_open' }),
  option('tty', 'flag', '--tty', config('Tty'), { short: '-t', compose: 'tty' }),
  option('hostname', 'text', '--hostname', config('Hostname'), { short: '-h', compose: 'hostname' }),
  option('domainname', 'text', '--domainname', config('Domainname'), { compose: 'domainname' }),
  option('user', 'text', '--user', config('User'), { short: '-u', compose: 'user' }),
  option('workdir', 'text', '--workdir', config('WorkingDir'), { short: '-w', compose: 'working_dir' }),
  option('init', 'flag', '--init', host('Init'), { compose: 'init' }),
  option('stopSignal', 'text', '--stop-signal', config('StopSignal'), { compose: 'stop_signal' }),
  option('stopTimeout', 'int', '--stop-timeout', config('StopTimeout')),
  option('publishAll', 'flag', '--publish-all', host('PublishAllPorts'), { short: '-P' }),
  option('volumesFrom', 'list', '--volumes-from', host('VolumesFrom'), { compose: 'volumes_from' }),
  option('volumeDriver', 'text', '--volume-driver', host('VolumeDriver')),
  option('links', 'list', '--link', host('Links'), {
    compose: 'external_links',
    // The engine tells `/other:/this/alias`.
    read: (raw) =>
      (raw as string[]).map((link) => {
        const match = /^\/([^:]+):.*\/([^/]+)$/.exec(link);
        return match ? `${match[1]}:${match[2]}` : link;
      }),
  }),
  option('dns', 'list', '--dns', host('Dns'), { compose: 'dns' }),
  option('dnsSearch', 'list', '--dns-search', host('DnsSearch'), { compose: 'dns_search' }),
  option('dnsOptions', 'list', '--dns-option', host('DnsOptions'), {
    also: ['--dns-opt'],
    compose: 'dns_opt',
  }),
  option('extraHosts', 'list', '--add-host', host('ExtraHosts'), {
    compose: 'extra_hosts',
    isValid: (text) => /^[^=:]+[=:]./.test(text),
    write: (values) => values.map(extraHost),
  }),
  option('memory', 'bytes', '--memory', host('Memory'), { short: '-m', compose: 'mem_limit' }),
  option('memoryReservation', 'bytes', '--memory-reservation', host('MemoryReservation'), {
    compose: 'mem_reservation',
  }),
  option('memorySwap', 'bytes', '--memory-swap', host('MemorySwap'), { compose: 'memswap_limit' }),
  option('memorySwappiness', 'int', '--memory-swappiness', host('MemorySwappiness'), {
    compose: 'mem_swappiness',
    read: (raw) => (Number(raw) < 0 ? undefined : Number(raw)),
  }),
  option('cpus', 'cpus', '--cpus', host('NanoCpus'), {
    compose: 'cpus',
    write: (cpus) => Math.round(cpus * 1e9),
    read: (raw) => Number(raw) / 1e9,
  }),
  option('cpuShares', 'int', '--cpu-shares', host('CpuShares'), { short: '-c', compose: 'cpu_shares' }),
  option('cpuPeriod', 'int', '--cpu-period', host('CpuPeriod'), { compose: 'cpu_period' }),
  option('cpuQuota', 'int', '--cpu-quota', host('CpuQuota'), { compose: 'cpu_quota' }),
  option('cpuRtPeriod', 'int', '--cpu-rt-period', host('CpuRealtimePeriod'), { compose: 'cpu_rt_period' }),
  option('cpuRtRuntime', 'int', '--cpu-rt-runtime', host('CpuRealtimeRuntime'), {
    compose: 'cpu_rt_runtime',
  }),
  option('cpusetCpus', 'text', '--cpuset-cpus', host('CpusetCpus'), { compose: 'cpuset' }),
  option('cpusetMems', 'text', '--cpuset-mems', host('CpusetMems')),
  option('pidsLimit', 'int', '--pids-limit', host('PidsLimit'), { compose: 'pids_limit' }),
  option('ulimits', 'list', '--ulimit', host('Ulimits'), {
    isValid: (text) => parseUlimit(text) !== null,
    // The CLI keeps them by name.
    write: (values) => {
      const named = new Map(values.map((text) => [text.split('=', 1)[0], parseUlimit(text)]));
      return [...named.values()].sort((a, b) => ((a?.Name ?? '') < (b?.Name ?? '') ? -1 : 1));
    },
    read: (raw) => (raw as Ulimit[]).map(printUlimit),
  }),
  option('shmSize', 'bytes', '--shm-size', host('ShmSize'), { compose: 'shm_size' }),
  option('gpus', 'text', '--gpus', host('DeviceRequests'), {
    isValid: (text) => parseGpus(text) !== null,
    write: (text) => [parseGpus(text)],
    read: (raw) => {
      const requests = (raw as DeviceRequest[]).filter(({ Driver }) => Driver !== 'cdi');
      return requests.length === 1 && requests[0] ? (printGpus(requests[0]) ?? undefined) : undefined;
    },
  }),
  option('oomKillDisable', 'flag', '--oom-kill-disable', host('OomKillDisable'), {
    compose: 'oom_kill_disable',
  }),
  option('oomScoreAdj', 'int', '--oom-score-adj', host('OomScoreAdj'), { compose: 'oom_score_adj' }),
  option('blkioWeight', 'int', '--blkio-weight', host('BlkioWeight')),
  option('blkioWeightDevices', 'list', '--blkio-weight-device', host('BlkioWeightDevice'), {
    isValid: (text) => parseWeight(text) !== null,
    write: (values) => values.map(parseWeight),
    read: (raw) => (raw as { Path: string; Weight: number }[]).map(({ Path, Weight }) => `${Path}:${Weight}`),
  }),
  option('deviceReadBps', 'list', '--device-read-bps', host('BlkioDeviceReadBps'), rates('bytes')),
  option('deviceWriteBps', 'list', '--device-write-bps', host('BlkioDeviceWriteBps'), rates('bytes')),
  option('deviceReadIops', 'list', '--device-read-iops', host('BlkioDeviceReadIOps'), rates('count')),
  option('deviceWriteIops', 'list', '--device-write-iops', host('BlkioDeviceWriteIOps'), rates('count')),
  option('privileged', 'flag', '--privileged', host('Privileged'), { compose: 'privileged' }),
  option('readOnlyRoot', 'flag', '--read-only', host('ReadonlyRootfs'), { compose: 'read_only' }),
  option('capAdd', 'list', '--cap-add', host('CapAdd'), {
    compose: 'cap_add',
    isValid: (text) => capabilities.test(text),
  }),
  option('capDrop', 'list', '--cap-drop', host('CapDrop'), {
    compose: 'cap_drop',
    isValid: (text) => capabilities.test(text),
  }),
  option('groupAdd', 'list', '--group-add', host('GroupAdd'), { compose: 'group_add' }),
  option('securityOptions', 'list', '--security-opt', host('SecurityOpt'), {
    compose: 'security_opt',
    isValid: isSecurityOption,
  }),
  option('devices', 'list', '--device', host('Devices'), {
    compose: 'devices',
    isValid: (text) => isCdiDevice(text) || parseDevice(text) !== null,
    write: (values) => values.filter((text) => !isCdiDevice(text)).map(parseDevice),
    read: (raw) => (raw as EngineDevice[]).map(printDevice),
  }),
  option('deviceCgroupRules', 'list', '--device-cgroup-rule', host('DeviceCgroupRules'), {
    compose: 'device_cgroup_rules',
    isValid: (text) => /^[acb] ([0-9]+|\*):([0-9]+|\*) [rwm]{1,3}$/.test(text),
  }),
  option('sysctls', 'pairs', '--sysctl', host('Sysctls'), { compose: 'sysctls' }),
  option('ipc', 'text', '--ipc', host('IpcMode'), { compose: 'ipc' }),
  option('pid', 'text', '--pid', host('PidMode'), { compose: 'pid' }),
  option('uts', 'text', '--uts', host('UTSMode'), { compose: 'uts' }),
  option('userns', 'text', '--userns', host('UsernsMode'), { compose: 'userns_mode' }),
  option('cgroupns', 'text', '--cgroupns', host('CgroupnsMode'), { compose: 'cgroup' }),
  option('cgroupParent', 'text', '--cgroup-parent', host('CgroupParent'), { compose: 'cgroup_parent' }),
  option('runtime', 'text', '--runtime', host('Runtime'), { compose: 'runtime' }),
  option('isolation', 'text', '--isolation', host('Isolation'), { compose: 'isolation' }),
  option('storageOptions', 'pairs', '--storage-opt', host('StorageOpt'), { compose: 'storage_opt' }),
  option('annotations', 'pairs', '--annotation', host('Annotations'), { compose: 'annotations' }),
  option('logDriver', 'text', '--log-driver', ['HostConfig', 'LogConfig', 'Type']),
  option('logOptions', 'pairs', '--log-opt', ['HostConfig', 'LogConfig', 'Config']),
  option('labels', 'pairs', '--label', config('Labels'), { short: '-l', compose: 'labels' }),
] as const satisfies readonly { key: PlainKey }[];

/** The table's rows as one type, for loops over all of them. */
export const plainOptions = plainOptionTable as readonly unknown[] as readonly PlainOption[];

/** True for a value that says nothing: the option stays unsaid. */
export const isUnsaid = (value: unknown) =>
  value === undefined || value === '' || (Array.isArray(value) && value.length === 0);

import { cut, joinCsv, splitCsv } from './csv';
import { parseBytes } from './quantities';

// Options whose one text stands for a structure of the engine's.

export interface DeviceRequest {
  Driver?: string;
  Count?: number;
  DeviceIDs?: string[] | null;
  Capabilities?: string[][] | null;
  Options?: Record<string, string> | null;
}

/** `--gpus`: `all`, `2`, `device=0`, `"device=0,1"`, with `driver`, `capabilities`, `options`; null when unreadable. */
export function parseGpus(text: string): DeviceRequest | null {
  const fields = splitCsv(text.trim());
  if (!fields) return null;
  const request: DeviceRequest = {};
  for (const field of fields) {
    const [key, value] = cut(field);
    if (value === undefined || key === 'count') {
      const count = (value ?? key) === 'all' ? -1 : Number(value ?? key);
      if (!Number.isInteger(count) || (value ?? key) === '') return null;
      request.Count = count;
    } else if (key === 'driver') request.Driver = value;
    else if (key === 'device') request.DeviceIDs = value.split(',');
    else if (key === 'capabilities') request.Capabilities = [[...value.split(','), 'gpu']];
    else if (key === 'options') {
      const options = splitCsv(value);
      if (!options) return null;
      request.Options = Object.fromEntries(
        options.map((one) => cut(one)).map(([name, one = '']) => [name, one]),
      );
    } else return null;
  }
  if (request.Count === undefined && !request.DeviceIDs) request.Count = 1;
  return {
    Driver: '',
    Count: 0,
    DeviceIDs: null,
    Capabilities: [['gpu']],
    Options: {},
    ...request,
  };
}

/** The same, as text; null for a request that `--gpus` cannot make. */
export function printGpus(request: DeviceRequest): string | null {
  const { Driver, Count = 0, DeviceIDs, Capabilities, Options } = request;
  const [capabilities = [], ...more] = Capabilities ?? [];
  if (more.length > 0 || !capabilities.includes('gpu')) return null;
  const others = capabilities.filter((one) => one !== 'gpu');
  const options = Object.entries(Options ?? {}).map(([name, value]) => `${name}=${value}`);
  const fields = [
    ...(Driver ? [`driver=${Driver}`] : []),
    ...(DeviceIDs && DeviceIDs.length > 0 ? [`device=${DeviceIDs.join(',')}`] : []),
    ...(Count !== 0 ? [Count < 0 ? 'all' : `${Count}`] : []),
    ...(others.length > 0 ? [`capabilities=${others.join(',')}`] : []),
    ...(options.length > 0 ? [`options=${joinCsv(options)}`] : []),
  ];
  return fields.length === 0 ? null : joinCsv(fields);
}

export interface EngineDevice {
  PathOnHost: string;
  PathInContainer: string;
  CgroupPermissions: string;
}

const permissions = /^[rwm]{1,3}$/;

/** `--device`: `/dev/x`, `/dev/x:/dev/y`, `/dev/x:r`, `/dev/x:/dev/y:rw`; null when it is none of these. */
export function parseDevice(text: string): EngineDevice | null {
  const [host = '', second, third, ...rest] = text.split(':');
  if (!host.startsWith('/') || rest.length > 0) return null;
  if (second !== undefined && third === undefined && permissions.test(second))
    return { PathOnHost: host, PathInContainer: host, CgroupPermissions: second };
  if (second !== undefined && !second.startsWith('/')) return null;
  if (third !== undefined && !permissions.test(third)) return null;
  return { PathOnHost: host, PathInContainer: second ?? host, CgroupPermissions: third ?? 'rwm' };
}

export function printDevice({ PathOnHost, PathInContainer, CgroupPermissions }: EngineDevice): string {
  const all = CgroupPermissions === 'rwm' || CgroupPermissions === '';
  if (PathInContainer === PathOnHost && all) return PathOnHost;
  return `${PathOnHost}:${PathInContainer}${all ? '' : `:${CgroupPermissions}`}`;
}

/** A device that the engine's CDI specifications name: `vendor.com/class=name` */
export const isCdiDevice = (text: string) => /^[A-Za-z][\w.-]*\/[A-Za-z][\w.-]*=[\w.:-]+$/.test(text);

export interface Ulimit {
  Name: string;
  Soft: number;
  Hard: number;
}

/** `--ulimit`: `nofile=1024` or `nofile=1024:2048`; -1 is no limit. Null when it is neither. */
export function parseUlimit(text: string): Ulimit | null {
  const match = /^([a-z]+)=(-1|\d+)(?::(-1|\d+))?$/.exec(text.trim());
  if (!match?.[1]) return null;
  const Soft = Number(match[2]);
  const Hard = match[3] === undefined ? Soft : Number(match[3]);
  if (Hard !== -1 && (Soft === -1 || Soft > Hard)) return null;
  return { Name: match[1], Soft, Hard };
}

export const printUlimit = ({ Name, Soft, Hard }: Ulimit) =>
  Soft === Hard ? `${Name}=${Soft}` : `${Name}=${Soft}:${Hard}`;

/** `/dev/sda:1mb` and `/dev/sda:1000`: a device and how much of it a second. */
export function parseRate(text: string, unit: 'bytes' | 'count'): { Path: string; Rate: number } | null {
  const match = /^(\/dev\/[^:]+):(.+)$/.exec(text.trim());
  if (!match?.[1] || !match[2]) return null;
  const rate = unit === 'bytes' ? parseBytes(match[2]) : /^\d+$/.test(match[2]) ? Number(match[2]) : null;
  return rate === null ? null : { Path: match[1], Rate: rate };
}

/** `/dev/sda:500` */
export function parseWeight(text: string): { Path: string; Weight: number } | null {
  const rate = parseRate(text, 'count');
  return rate && (rate.Rate === 0 || (rate.Rate >= 10 && rate.Rate <= 1000))
    ? { Path: rate.Path, Weight: rate.Rate }
    : null;
}

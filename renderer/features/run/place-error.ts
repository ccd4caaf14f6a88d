import type { LighterErrorData } from '@contract/errors';
import { parseHostPart } from '@contract/run/ports';
import type { RunForm } from '@contract/run-form';
import { cleanText } from '../../lib/clean-text';
import type { RunFields } from './fields';
import type { FieldKey, Problem } from './problems';

/**
 * The field that the engine's refusal is about, for what the form could not know before; null when it is
 * about none. The engine says these things only in words.
 */
export function placeError(
  error: LighterErrorData,
  fields: RunFields,
  form: RunForm,
): { field: FieldKey; problem: Problem } | null {
  const { message } = error;
  if (/port is already allocated|address already in use/.test(message)) {
    const row = portRow(message, fields);
    if (row)
      return {
        field: `host:${row.id}`,
        problem: { code: 'port-taken', port: row.port, container: null, process: null, next: null, more: [] },
      };
  }
  if (/container name .* is already in use/.test(message))
    return { field: 'name', problem: { code: 'name-taken', name: form.name ?? '', state: null } };
  if (/No such image/i.test(message)) return { field: 'image', problem: { code: 'image-unknown' } };
  if (/network \S+ not found/.test(message))
    return { field: 'network', problem: { code: 'network-unknown', name: form.networks?.[0]?.name ?? '' } };
  const program = /exec: "(.+?)": (?:executable file not found|stat .*no such file)/.exec(message)?.[1];
  if (program !== undefined && form.command.length > 0)
    return { field: 'command', problem: { code: 'command-unknown', program } };
  if (/range of CPUs/i.test(message)) return { field: 'cpus', problem: { code: 'cpus-too-many' } };
  if (/minimum memory limit/i.test(message)) return { field: 'memory', problem: { code: 'memory-small' } };
  const known = byWords.find(({ pattern }) => pattern.test(message));
  return known
    ? { field: known.field, problem: { code: 'engine-says', words: cleanText(message, 300) } }
    : null;
}

/** What only the engine can know, by its words. */
const byWords: readonly { pattern: RegExp; field: FieldKey }[] = [
  { pattern: /Invalid address|specified IP address|no configured subnet|invalid IPv4/i, field: 'ip' },
  { pattern: /^.*address already in use/i, field: 'ip' },
  { pattern: /network-scoped alias/i, field: 'aliases' },
  { pattern: /(?:unknown|invalid) (?:or invalid )?runtime name|unknown runtime/i, field: 'runtime' },
  { pattern: /select device driver/i, field: 'gpus' },
  { pattern: /adding custom device|gathering device information/i, field: 'devices' },
  { pattern: /invalid mount config|bind source path does not exist/i, field: 'mounts' },
  { pattern: /unable to find (?:user|group)|no matching entries in (?:passwd|group)/i, field: 'user' },
  { pattern: /chdir to cwd|mkdir .*(?:cwd|working)/i, field: 'workdir' },
  { pattern: /unknown capability|invalid Cap(?:Add|Drop)/i, field: 'capAdd' },
  { pattern: /no log driver|log driver|unknown log opt/i, field: 'logDriver' },
  { pattern: /sysctl/i, field: 'sysctls' },
  { pattern: /memoryswap|memory swap/i, field: 'memorySwap' },
  { pattern: /minimum (?:memory )?reservation|less than memory reservation/i, field: 'memoryReservation' },
  { pattern: /cpuset/i, field: 'cpusetCpus' },
  { pattern: /seccomp|apparmor|security.opt/i, field: 'securityOptions' },
  { pattern: /could not get container for|cannot link to/i, field: 'links' },
  { pattern: /No such container/i, field: 'volumesFrom' },
  {
    pattern: /does not match the specified platform|platform .* not|unknown operating system/i,
    field: 'platform',
  },
];

/** The first host port of the form that the message names as `ADDRESS:PORT`. */
function portRow(message: string, fields: RunFields): { id: number; port: number } | null {
  for (const [, digits] of message.matchAll(/:(\d{1,5})\b/g)) {
    const port = Number(digits);
    const row = fields.ports.find((candidate) => parseHostPart(candidate.host)?.range?.first === port);
    if (row) return { id: row.id, port };
  }
  return null;
}

import type { LighterErrorData } from '@contract/errors';
import { parseHostPart } from '@contract/run/ports';
import type { RunForm } from '@contract/run-form';
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
        problem: { code: 'port-taken', port: row.port, container: null, next: null },
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
  return null;
}

/** The first host port of the form that the message names as `ADDRESS:PORT`. */
function portRow(message: string, fields: RunFields): { id: number; port: number } | null {
  for (const [, digits] of message.matchAll(/:(\d{1,5})\b/g)) {
    const port = Number(digits);
    const row = fields.ports.find((candidate) => parseHostPart(candidate.host)?.range?.first === port);
    if (row) return { id: row.id, port };
  }
  return null;
}

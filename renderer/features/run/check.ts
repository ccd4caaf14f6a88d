import type { ContainerRow, PortProbe, PortProtocol } from '@contract/containers';
import { publishes } from '@contract/run/networks';
import { parseBytes, parseCpus } from '@contract/run/quantities';
import type { RunForm } from '@contract/run-form';
import { splitShell } from '../../lib/shell-quote';
import { checkMore } from './check-more';
import { checkPorts } from './check-ports';
import { checkVolumes } from './check-volumes';
import { isBlankVariable, type RunFields } from './fields';
import type { FieldKey, Problem, Problems } from './problems';

/** What is known beside the form. */
export interface CheckContext {
  containers: Iterable<ContainerRow>;
  /** Names of the engine's networks; null while they are not known. */
  networks: ReadonlySet<string> | null;
  /** The last answers of `containers.probePorts`, by `probeKey`. */
  probes: ReadonlyMap<string, PortProbe>;
  /** The engine's grammar refused the image's reference. */
  isImageInvalid: boolean;
  /** The id of the container whose form it is: it may keep its name and its ports. */
  own?: string;
}

export interface Checked {
  /** What is sent once there is no problem; until then without the fields that cannot be read. */
  form: RunForm;
  problems: Problems;
}

/** The least memory the engine accepts for a container, in bytes. */
export const leastMemory = 6 * 1024 * 1024;

export const probeKey = (port: number, protocol: PortProtocol) => `${port}/${protocol}`;

/** Turns what was typed into what is sent, and says of each field that cannot work why. Pure. */
export function checkFields(fields: RunFields, context: CheckContext): Checked {
  const problems = new Map<FieldKey, Problem>();
  const all = [...context.containers];
  const containers = all.filter(({ id }) => id !== context.own);
  const ownName = all.find(({ id }) => id === context.own)?.name;
  const network = fields.network.trim();
  // A container in the host's network, or in none, has no ports to publish: the engine ignores them.
  const ports = checkPorts(
    fields.ports,
    { ...context, containers, ownName, isPublishing: publishes(network) },
    problems,
  );

  if (!fields.image.trim()) problems.set('image', { code: 'image-missing' });
  else if (context.isImageInvalid) problems.set('image', { code: 'image-invalid' });
  if (network && !network.startsWith('container:') && context.networks && !context.networks.has(network))
    problems.set('network', { code: 'network-unknown', name: network });

  const form: RunForm = {
    image: fields.image.trim(),
    name: checkName(fields.name.trim(), containers, problems),
    ports,
    env: checkEnv(fields, problems),
    volumes: checkVolumes(fields.volumes, problems),
    command: checkCommand(fields.command, problems),
    restart: fields.restart,
    ...(network && { networks: [{ name: network }] }),
    memory: checkMemory(fields.memory, problems),
    cpus: checkCpus(fields.cpus, problems),
  };
  checkMore(fields, form, problems);
  return { form, problems };
}

type Found = Map<FieldKey, Problem>;

function checkName(name: string, containers: readonly ContainerRow[], problems: Found): string | undefined {
  if (!name) return undefined;
  if (!/^[a-zA-Z0-9][a-zA-Z0-9_.-]{1,127}$/.test(name)) {
    problems.set('name', { code: 'name-invalid' });
    return undefined;
  }
  const holder = containers.find((container) => container.name === name);
  if (holder) problems.set('name', { code: 'name-taken', name, state: holder.state });
  return name;
}

function checkEnv(fields: RunFields, problems: Found): RunForm['env'] {
  const seen = new Set<string>();
  return fields.env.flatMap((row) => {
    const name = row.name.trim();
    if (isBlankVariable(row)) return [];
    if (!name) problems.set(`variable:${row.id}`, { code: 'variable-missing' });
    else if (name.includes('=') || name.length > 1024)
      problems.set(`variable:${row.id}`, { code: 'variable-invalid' });
    else if (seen.has(name)) problems.set(`variable:${row.id}`, { code: 'variable-twice', name });
    seen.add(name);
    return problems.has(`variable:${row.id}`) ? [] : [{ name, value: row.isRemoved ? null : row.value }];
  });
}

function checkCommand(text: string, problems: Found): string[] {
  const split = splitShell(text);
  if ('args' in split) return split.args;
  problems.set('command', { code: 'command-quote' });
  return [];
}

function checkMemory(text: string, problems: Found): number | undefined {
  if (!text.trim()) return undefined;
  const bytes = parseBytes(text);
  if (bytes === null) problems.set('memory', { code: 'memory-invalid' });
  else if (bytes < leastMemory) problems.set('memory', { code: 'memory-small' });
  else return bytes;
  return undefined;
}

function checkCpus(text: string, problems: Found): number | undefined {
  if (!text.trim()) return undefined;
  const cpus = parseCpus(text);
  if (cpus !== null && cpus >= 0.01 && cpus <= 1024) return cpus;
  problems.set('cpus', { code: 'cpus-invalid' });
  return undefined;
}

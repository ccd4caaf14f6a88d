import type { ContainerUpdate } from '@contract/container-changes';
import { parseBytes, parseCpus } from '@contract/run/quantities';
import type { ContainerFacts } from '../container-details/read-inspect';

type Restart = NonNullable<ContainerUpdate['restart']>['name'];

/** The dialog's fields as typed; an empty text is no limit, or for several containers: as it is. */
export interface LimitFields {
  /** The empty text: as it is. */
  restart: Restart | '';
  retries: string;
  memory: string;
  cpus: string;
  pids: string;
}

export type LimitField = keyof LimitFields;

/** `invalid` and `small` are about the text; `recreate`: the engine takes no such limit away in place. */
export type LimitProblem = 'invalid' | 'small' | 'recreate';

const leastMemory = 6_291_456;

/** Bytes in the largest unit that leaves no rest, as one would type them: `512m`. */
function typedBytes(bytes: number): string {
  if (bytes <= 0) return '';
  const [size, unit] = (
    [
      [1024 ** 3, 'g'],
      [1024 ** 2, 'm'],
      [1024, 'k'],
    ] as const
  ).find(([one]) => bytes % one === 0) ?? [1, 'b'];
  return `${bytes / size}${unit}`;
}

/** What one container has; several start with nothing typed. */
export function limitFields(facts: ContainerFacts | null): LimitFields {
  if (!facts) return { restart: '', retries: '', memory: '', cpus: '', pids: '' };
  const { restart, limits } = facts;
  return {
    restart: restart.policy as Restart,
    retries: restart.retries > 0 ? String(restart.retries) : '',
    memory: typedBytes(limits.memory),
    cpus: limits.cpus > 0 ? String(limits.cpus) : '',
    pids: limits.pids > 0 ? String(limits.pids) : '',
  };
}

/** The change that the typed fields ask for, and what is wrong with them. `facts` null: several containers. Pure. */
export function readLimits(
  fields: LimitFields,
  facts: ContainerFacts | null,
): { change: ContainerUpdate; problems: ReadonlyMap<LimitField, LimitProblem> } {
  const before = limitFields(facts);
  const change: ContainerUpdate = {};
  const problems = new Map<LimitField, LimitProblem>();
  const isNew = (field: LimitField) => fields[field].trim() !== before[field];

  const { restart } = fields;
  if (restart !== '' && (isNew('restart') || (restart === 'on-failure' && isNew('retries')))) {
    const retries = fields.retries.trim();
    if (restart === 'on-failure' && !/^\d{0,6}$/.test(retries)) problems.set('retries', 'invalid');
    else change.restart = { name: restart, retries: restart === 'on-failure' ? Number(retries) : 0 };
  }
  if (isNew('memory')) {
    const bytes = parseBytes(fields.memory);
    if (fields.memory.trim() === '') problems.set('memory', 'recreate');
    else if (bytes === null) problems.set('memory', 'invalid');
    else if (bytes < leastMemory) problems.set('memory', 'small');
    else {
      change.memory = bytes;
      change.memorySwap = swapFor(bytes, facts);
    }
  }
  if (isNew('cpus')) {
    const cpus = parseCpus(fields.cpus);
    if (fields.cpus.trim() === '') problems.set('cpus', 'recreate');
    else if (cpus === null || cpus < 0.01 || cpus > 1024) problems.set('cpus', 'invalid');
    else change.cpus = cpus;
  }
  if (isNew('pids')) {
    const pids = fields.pids.trim();
    if (pids === '') change.pids = -1;
    else if (!/^[1-9]\d{0,6}$/.test(pids) || Number(pids) > 4_194_304) problems.set('pids', 'invalid');
    else change.pids = Number(pids);
  }
  return { change, problems };
}

/** The engine refuses a memory limit above the old one of memory and swap: what swap there was stays. */
function swapFor(memory: number, facts: ContainerFacts | null): number {
  const before = facts?.limits;
  if (before && before.swap < 0) return -1;
  // As the engine does it for a new container: as much swap as memory.
  if (!before || before.memory === 0 || before.swap === 0) return memory * 2;
  return memory + Math.max(0, before.swap - before.memory);
}

/** `docker update` with the same change. Pure. */
export function limitArgs(change: ContainerUpdate, names: readonly string[]): string[] {
  const { restart, memory, memorySwap, cpus, pids } = change;
  const option = (name: string, value: string | number | undefined) =>
    value === undefined ? [] : [name, String(value)];
  const policy = restart && (restart.retries > 0 ? `${restart.name}:${restart.retries}` : restart.name);
  return [
    'docker',
    'update',
    ...option('--restart', policy),
    ...option('--memory', memory),
    ...option('--memory-swap', memorySwap),
    ...option('--cpus', cpus),
    ...option('--pids-limit', pids),
    ...names,
  ];
}

import type { ImageDefaults } from '@contract/images';
import type { MoreKey } from './more-option';

/** One row of the ports list, as typed. */
export interface PortFields {
  id: number;
  /** `8080`, `127.0.0.1:8080`, or empty: the engine picks one. */
  host: string;
  /** `80`, `53/udp` */
  container: string;
  /** Filled in from the image and not touched since: goes away with the image. */
  auto: boolean;
}

export interface EnvFields {
  id: number;
  name: string;
  value: string;
  /** The image has the variable, the container shall not. */
  isRemoved?: boolean;
}

export interface VolumeFields {
  id: number;
  source: string;
  target: string;
  readOnly: boolean;
  /** What else stands behind the second colon: `z,nocopy`. */
  options: string;
}

export type Restart = 'no' | 'always' | 'unless-stopped' | 'on-failure';

/** The run form exactly as typed; `check.ts` turns it into what is sent. */
export interface RunFields {
  image: string;
  name: string;
  command: string;
  restart: Restart;
  /** Empty: the engine's default, `bridge`. */
  network: string;
  memory: string;
  cpus: string;
  ports: PortFields[];
  env: EnvFields[];
  volumes: VolumeFields[];
  nextId: number;
  /** The id of the image whose exposed ports were filled in last. */
  filledFor: string | null;
  /** The form came ready-made for this image: its exposed ports are not added. */
  readyFor: string | null;
  /** The options with one field each, as typed. */
  more: Partial<Record<MoreKey, string>>;
}

type TextField = 'image' | 'name' | 'command' | 'network' | 'memory' | 'cpus';
export type ListField = 'ports' | 'env' | 'volumes';

export type FieldsAction =
  | { kind: 'set'; field: TextField; value: string }
  | { kind: 'more'; key: MoreKey; value: string }
  | { kind: 'restart'; value: Restart }
  /** Everything at once: a pasted line, a template. */
  | { kind: 'load'; fields: RunFields }
  | { kind: 'add'; list: ListField }
  | { kind: 'remove'; list: ListField; id: number }
  | { kind: 'port'; id: number; change: Partial<Pick<PortFields, 'host' | 'container'>> }
  | { kind: 'variable'; id: number; change: Partial<Omit<EnvFields, 'id'>> }
  | { kind: 'volume'; id: number; change: Partial<Omit<VolumeFields, 'id'>> }
  /** Pasted variables take the place of the row they were pasted into. */
  | { kind: 'paste'; id: number; variables: readonly { name: string; value: string }[]; keep?: boolean }
  /** The image is known: its exposed ports are offered, each published on the same number. */
  | { kind: 'fill'; imageId: string; ports: ImageDefaults['ports'] };

/** An empty form with one blank row in each list, so that there is always somewhere to type. */
export function emptyFields(image = ''): RunFields {
  return {
    image,
    name: '',
    command: '',
    restart: 'no',
    network: '',
    memory: '',
    cpus: '',
    ports: [blankPort(1)],
    env: [blankVariable(2)],
    volumes: [blankVolume(3)],
    nextId: 4,
    filledFor: null,
    readyFor: null,
    more: {},
  };
}

const blankPort = (id: number): PortFields => ({ id, host: '', container: '', auto: false });
const blankVariable = (id: number): EnvFields => ({ id, name: '', value: '' });
const blankVolume = (id: number): VolumeFields => ({
  id,
  source: '',
  target: '',
  readOnly: false,
  options: '',
});

/** Nothing typed into the row: it counts for nothing. */
export const isBlankPort = (row: PortFields) => !row.host.trim() && !row.container.trim();
export const isBlankVariable = (row: EnvFields) => !row.name.trim() && !row.value;
export const isBlankVolume = (row: VolumeFields) => !row.source.trim() && !row.target.trim();

/** The form after one act of the user or of the image look-up. Pure. */
export function reduceFields(fields: RunFields, action: FieldsAction): RunFields {
  switch (action.kind) {
    case 'set':
      return { ...fields, [action.field]: action.value };
    case 'more':
      return { ...fields, more: { ...fields.more, [action.key]: action.value } };
    case 'load':
      return action.fields;
    case 'restart':
      return { ...fields, restart: action.value };
    case 'add':
      return withRow(fields, action.list);
    case 'remove':
      return without(fields, action.list, action.id);
    case 'port':
      return { ...fields, ports: changeRow(fields.ports, action.id, { ...action.change, auto: false }) };
    case 'variable':
      return {
        ...fields,
        env: changeRow(fields.env, action.id, { ...action.change, isRemoved: false }),
      };
    case 'volume':
      return { ...fields, volumes: changeRow(fields.volumes, action.id, action.change) };
    case 'paste':
      return paste(fields, action.id, action.variables, action.keep);
    case 'fill':
      return action.imageId === fields.filledFor
        ? fields
        : fill(fields, action.imageId, fields.readyFor === fields.image.trim() ? [] : action.ports);
  }
}

function changeRow<R extends { id: number }>(rows: R[], id: number, change: Partial<NoInfer<R>>): R[] {
  return rows.map((row) => (row.id === id ? { ...row, ...change } : row));
}

function withRow(fields: RunFields, list: ListField): RunFields {
  const id = fields.nextId;
  const next = { ...fields, nextId: id + 1 };
  if (list === 'ports') return { ...next, ports: [...fields.ports, blankPort(id)] };
  if (list === 'env') return { ...next, env: [...fields.env, blankVariable(id)] };
  return { ...next, volumes: [...fields.volumes, blankVolume(id)] };
}

function without(fields: RunFields, list: ListField, id: number): RunFields {
  const rest = {
    ...fields,
    ports: list === 'ports' ? fields.ports.filter((row) => row.id !== id) : fields.ports,
    env: list === 'env' ? fields.env.filter((row) => row.id !== id) : fields.env,
    volumes: list === 'volumes' ? fields.volumes.filter((row) => row.id !== id) : fields.volumes,
  };
  return rest[list].length === 0 ? withRow(rest, list) : rest;
}

function paste(
  fields: RunFields,
  id: number,
  variables: readonly { name: string; value: string }[],
  keepsRow = false,
) {
  let nextId = fields.nextId;
  const names = new Set(variables.map((variable) => variable.name));
  const added = variables.map((variable) => ({ id: nextId++, ...variable }));
  const at = fields.env.findIndex((row) => row.id === id);
  const keep = (row: EnvFields) =>
    (keepsRow || row.id !== id) && !isBlankVariable(row) && !names.has(row.name.trim());
  const end = keepsRow ? at + 1 : at;
  const env = [...fields.env.slice(0, end).filter(keep), ...added, ...fields.env.slice(end).filter(keep)];
  return { ...fields, nextId, env };
}

function fill(fields: RunFields, imageId: string, exposed: ImageDefaults['ports']): RunFields {
  let nextId = fields.nextId;
  const kept = fields.ports.filter((row) => !row.auto && !isBlankPort(row));
  const added: PortFields[] = [];
  // The first takes the blank row's id: whoever is in it stays in it.
  const blank = fields.ports.find((row) => !row.auto && isBlankPort(row));
  for (const port of exposed) {
    const container =
      port.protocol === 'tcp' ? `${port.containerPort}` : `${port.containerPort}/${port.protocol}`;
    const same = (row: PortFields) => row.container.trim().replace(/\/tcp$/i, '') === container;
    if (kept.some(same)) continue;
    // Somebody was quicker than the engine's answer: a host port typed already is meant for this one.
    const half = kept.findIndex((row) => row.container.trim() === '');
    const row = kept[half];
    if (row) kept[half] = { ...row, container };
    else {
      const id = blank && added.length === 0 ? blank.id : nextId++;
      added.push({ id, host: `${port.containerPort}`, container, auto: true });
    }
  }
  const ports = [...kept, ...added];
  // With nothing to fill in, the blank row stays itself: somebody may be about to type into it.
  if (ports.length === 0) ports.push(...fields.ports.filter((row) => !row.auto));
  const filled = { ...fields, nextId, ports, filledFor: imageId };
  return ports.length === 0 ? withRow(filled, 'ports') : filled;
}

import type { ContainerEdit, Difference } from '@contract/recreate';
import { type OptionArg, optionArgs } from '@contract/run/run-args';
import { type Json, type RawBody, type RawConfig, type RawContainer, sameJson } from './raw';

/** What the new container will be, once its image has added its own; as `POST /containers/create` merges. Pure. */
export function merged(body: RawBody, image: RawConfig): RawConfig {
  const env = new Map<string, string>();
  for (const entry of [...(image.Env ?? []), ...(body.Env ?? [])]) env.set(nameOf(entry), entry);
  const hasEntrypoint = (body.Entrypoint?.length ?? 0) > 0;
  const cleared = hasEntrypoint && body.Entrypoint?.length === 1 && body.Entrypoint[0] === '';
  const orImage = (key: string) => body[key] || image[key];
  return {
    ...body,
    Env: [...env.values()],
    Labels: { ...image.Labels, ...body.Labels },
    ExposedPorts: { ...image.ExposedPorts, ...body.ExposedPorts },
    Cmd: hasEntrypoint || body.Cmd?.length ? (body.Cmd ?? []) : (image.Cmd ?? []),
    Entrypoint: cleared ? [] : hasEntrypoint ? body.Entrypoint : (image.Entrypoint ?? []),
    WorkingDir: orImage('WorkingDir'),
    User: orImage('User'),
    StopSignal: orImage('StopSignal'),
    Healthcheck: { ...image.Healthcheck, ...body.Healthcheck },
  };
}

/** The variable of a `NAME=value` line. */
export const nameOf = (entry: string) => entry.split('=', 1)[0] ?? '';
const show = (value: unknown): string | null => {
  if (value === undefined || value === null || value === '') return null;
  if (typeof value === 'string') return value;
  const text = JSON.stringify(value);
  return text === '{}' || text === '[]' ? null : text;
};

/**
 * Line by line what will be different: image, variables, labels, ports, command and the other settings. What
 * both have is not among them. `image` null: the new image is not here yet, so what it brings is not known. Pure.
 */
export function differences(
  old: RawContainer,
  body: RawBody,
  image: RawConfig | null,
  names: { before: string; after: string },
): Difference[] {
  const rows: Difference[] = [];
  const add = (field: Difference['field'], name: string, before: string | null, after: string | null) => {
    if (before !== after) rows.push({ field, name, before, after });
  };
  add('image', '', names.before, names.after);
  const next = image && merged(body, image);
  if (next) {
    const [before, after] = [variables(old.Config.Env), variables(next.Env)];
    for (const key of keysOf(before, after)) add('env', key, before[key] ?? null, after[key] ?? null);
    for (const [field, key] of [
      ['command', 'Cmd'],
      ['entrypoint', 'Entrypoint'],
      ['workdir', 'WorkingDir'],
      ['user', 'User'],
      ['stop-signal', 'StopSignal'],
    ] as const)
      add(field, '', show(old.Config[key]), show(next[key]));
    if (!sameJson(cleaned(old.Config.Healthcheck), cleaned(next.Healthcheck)))
      add('health', '', show(old.Config.Healthcheck), show(next.Healthcheck));
    const [exposed, exposes] = [old.Config.ExposedPorts ?? {}, next.ExposedPorts ?? {}];
    for (const key of keysOf(exposed, exposes))
      add('port', key, key in exposed ? key : null, key in exposes ? key : null);
    const [labels, newLabels] = [old.Config.Labels ?? {}, next.Labels ?? {}];
    for (const key of keysOf(labels, newLabels))
      add('label', key, labels[key] ?? null, newLabels[key] ?? null);
    const mounted = new Set((old.Mounts ?? []).map(({ Destination }) => Destination));
    for (const path of Object.keys(image.Volumes ?? {}))
      if (!mounted.has(path)) add('volume', path, null, path);
  }
  return rows;
}

const cleaned = (value: Json | null | undefined): Json =>
  Object.fromEntries(Object.entries(value ?? {}).filter(([, one]) => one !== 0 && one !== null));

function variables(env: string[] | null | undefined): Record<string, string> {
  return Object.fromEntries(
    (env ?? []).map((entry) => [nameOf(entry), entry.slice(nameOf(entry).length + 1)]),
  );
}

function keysOf(a: object, b: object): string[] {
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].sort();
}

const variable = '-e ';

/** What `differences` tells in words of its own, as soon as the new image is known. */
const told = /^(-e .*|--(label|workdir|user|stop-signal|entrypoint|expose|(no-)?health.*))$/;

/**
 * The options of `docker run` that a person has changed on the form, each once; of one that may be given several times
 * what went is set beside what came. `hasImage` false: the image is not here, so that everything is told here. Pure.
 */
export function optionDifferences({ from, to }: ContainerEdit, hasImage: boolean): Difference[] {
  const [before, after] = [byFlag(optionArgs(from)), byFlag(optionArgs(to))];
  if (!hasImage && !sameJson(from.command, to.command)) {
    before.set('COMMAND', [from.command.join(' ')].filter(Boolean));
    after.set('COMMAND', [to.command.join(' ')].filter(Boolean));
  }
  return [...new Set([...before.keys(), ...after.keys()])]
    .filter((flag) => !(hasImage && told.test(flag)))
    .flatMap((flag): Difference[] => {
      const [was, is] = [before.get(flag) ?? [], after.get(flag) ?? []];
      const gone = was.filter((value) => !is.includes(value));
      const came = is.filter((value) => !was.includes(value));
      return Array.from({ length: Math.max(gone.length, came.length) }, (_, index) => {
        const [before = null, after = null] = [gone[index], came[index]];
        if (!flag.startsWith(variable)) return { field: 'option', name: flag, before, after };
        // As `differences` has them, so that whoever shows one can hide its value.
        const name = flag.slice(variable.length);
        const valuePart = (line: string | null) => line?.slice(name.length + 1) ?? null;
        return { field: 'env', name, before: valuePart(before), after: valuePart(after) };
      });
    });
}

function byFlag(options: readonly OptionArg[]): Map<string, string[]> {
  const table = new Map<string, string[]>();
  for (const [flag, value = flag] of options) {
    const key = flag === '-e' ? `${variable}${nameOf(value)}` : flag;
    table.set(key, [...(table.get(key) ?? []), value]);
  }
  return table;
}

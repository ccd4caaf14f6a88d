import type { Difference } from '@contract/recreate';
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

const nameOf = (entry: string) => entry.split('=', 1)[0] ?? '';
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

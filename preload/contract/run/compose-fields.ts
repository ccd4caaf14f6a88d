import type { MountOption, NetworkOption, Pair, RunForm } from '../run-form';
import { cut } from './csv';
import { isUnsaid, type PlainOption, plainOptions } from './options';
import { parseExposed, parsePublished } from './ports';
import { parseBytes, parseCpus, parseDuration } from './quantities';
import { parseVolume } from './volumes';

type Json = Record<string, unknown>;
const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const scalar = (value: unknown) =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? `${value}` : null;
const list = (value: unknown): unknown[] =>
  Array.isArray(value) ? value : value === undefined ? [] : [value];
/** Two dollar signs are one; what is left of Compose's variables is for whoever fills them in. */
const plainText = (text: string) => text.replaceAll('$$', '$');

/** Takes a service's keys over into the form; what cannot be is named in `problems`. */
export function readComposeFields(service: Json, form: RunForm, problems: string[]): void {
  for (const [key, value] of Object.entries(service)) {
    if (value === null || value === undefined) continue;
    const special = specials[key];
    const row = byKey.get(key);
    if (special) special(value, form, (text) => problems.push(text === undefined ? key : `${key}: ${text}`));
    else if (row) readPlain(row, value, form, problems);
    else if (!harmless.has(key) && !key.startsWith('x-')) problems.push(key);
  }
}

/** Keys without a meaning for one container, or already taken over. */
const harmless = new Set(['image', 'depends_on', 'pull_policy', 'profiles', 'attach']);

const byKey = new Map(plainOptions.flatMap((row) => (row.compose ? [[row.compose, row]] : [])));

function readPlain(row: PlainOption, value: unknown, form: RunForm, problems: string[]): void {
  const { key, kind, compose = '', isValid = () => true } = row;
  const read = (): unknown => {
    const text = scalar(value);
    switch (kind) {
      case 'flag':
        return typeof value === 'boolean' ? value || (key === 'init' ? false : undefined) : null;
      case 'int':
        return text !== null && /^-?\d+$/.test(text) ? Number(text) : null;
      case 'bytes':
        return text === '-1' ? -1 : text === null ? null : parseBytes(text);
      case 'cpus':
        return text === null ? null : parseCpus(text);
      case 'list': {
        const texts = isObject(value)
          ? pairsOf(value).map((one) => `${one.name}:${one.value}`)
          : texted(value);
        return texts?.every((one) => isValid(one)) ? texts : null;
      }
      case 'pairs':
        return pairsOf(value);
      default:
        return text !== null && isValid(text) ? plainText(text) : null;
    }
  };
  const result = read();
  if (result === null) problems.push(`${compose}: ${JSON.stringify(value)}`);
  else if (!isUnsaid(result)) Object.assign(form, { [key]: result });
}

function texted(value: unknown): string[] | null {
  const texts = list(value).map(scalar);
  return texts.every((one) => one !== null) ? texts.map(plainText) : null;
}

/** `{ A: b }` or `['A=b']` */
function pairsOf(value: unknown): Pair[] {
  if (isObject(value))
    return Object.entries(value).map(([name, one]) => ({ name, value: plainText(scalar(one) ?? '') }));
  return list(value).flatMap((one) => {
    const [name, text = ''] = cut(scalar(one) ?? '');
    return name ? [{ name, value: plainText(text) }] : [];
  });
}

/** Words as Compose splits a command given as one text. */
function words(value: unknown): string[] {
  if (Array.isArray(value)) return value.map((one) => plainText(scalar(one) ?? ''));
  const text = plainText(scalar(value) ?? '');
  return [...text.matchAll(/"((?:[^"\\]|\\.)*)"|'([^']*)'|(\S+)/g)].map(
    ([, double, single, plain]) => double?.replace(/\\(.)/g, '$1') ?? single ?? plain ?? '',
  );
}

type Take = (value: unknown, form: RunForm, refuse: (text?: string) => void) => void;

/** Each entry by `read`; those it gives null for are refused. */
const each =
  <T>(read: (value: unknown) => T | null, put: (value: T, form: RunForm) => void): Take =>
  (value, form, refuse) => {
    for (const one of list(value)) {
      const result = read(one);
      if (result === null) refuse(scalar(one) ?? JSON.stringify(one));
      else put(result, form);
    }
  };
const fromText =
  <T>(read: (text: string) => T | null) =>
  (value: unknown) => {
    const text = scalar(value);
    return text === null ? null : read(plainText(text));
  };

const specials: Record<string, Take | undefined> = {
  container_name: (value, form) => {
    form.name = scalar(value) ?? undefined;
  },
  platform: (value, form) => {
    form.platform = scalar(value) ?? undefined;
  },
  command: (value, form) => {
    form.command = words(value);
  },
  entrypoint: (value, form) => {
    const split = words(value);
    form.entrypoint = split.length > 0 ? split : [''];
  },
  ports: each(
    (value) => (isObject(value) ? longPort(value) : fromText(parsePublished)(value)),
    (port, form) => form.ports.push(port),
  ),
  expose: each(fromText(parseExposed), (port, form) => {
    form.expose = [...(form.expose ?? []), port];
  }),
  environment: (value, form) => {
    form.env = pairsOf(value);
  },
  env_file: (_value, _form, refuse) => refuse(),
  volumes: each(
    (value) => value,
    (value, form) => {
      const mount = isObject(value) ? longVolume(value) : null;
      const volume = isObject(value) ? null : fromText(parseVolume)(value);
      if (mount) form.mounts = [...(form.mounts ?? []), mount];
      if (volume) form.volumes.push(volume);
    },
  ),
  tmpfs: each(scalar, (text, form) => {
    const [target, options = ''] = cut(text, ':');
    form.tmpfs = [...(form.tmpfs ?? []), { target, options }];
  }),
  network_mode: (value, form) => {
    form.networks = [{ name: scalar(value) ?? '' }];
  },
  networks: (value, form) => {
    const named = isObject(value)
      ? Object.entries(value).map(([name, raw]) => endpoint(name, isObject(raw) ? raw : {}))
      : (texted(value) ?? []).map((name) => ({ name }));
    if (named.length > 0) form.networks = named;
  },
  mac_address: (value, form) => {
    const [first = { name: 'default' }, ...rest] = form.networks ?? [];
    form.networks = [{ ...first, mac: scalar(value) ?? undefined }, ...rest];
  },
  links: each(scalar, (text, form) => {
    form.links = [...(form.links ?? []), text];
  }),
  restart: (value, form, refuse) => {
    // YAML reads a bare `no` as a truth value in old files.
    const match = /^(no|false|always|unless-stopped|on-failure)(?::(\d+))?$/.exec(scalar(value) ?? '');
    if (!match) return refuse(scalar(value) ?? undefined);
    form.restart = match[1] === 'false' ? 'no' : (match[1] as RunForm['restart']);
    if (match[2] !== undefined) form.restartRetries = Number(match[2]);
  },
  healthcheck: (value, form, refuse) => (isObject(value) ? readHealth(value, form, refuse) : refuse()),
  stop_grace_period: (value, form, refuse) => {
    const ms = parseDuration(scalar(value) ?? '');
    if (ms === null) refuse(scalar(value) ?? undefined);
    else form.stopTimeout = Math.round(ms / 1000);
  },
  ulimits: (value, form, refuse) => {
    if (!isObject(value)) return refuse();
    form.ulimits = Object.entries(value).map(([name, limit]) =>
      isObject(limit) ? `${name}=${limit.soft}:${limit.hard}` : `${name}=${limit}`,
    );
  },
  logging: (value, form, refuse) => {
    if (!isObject(value)) return refuse();
    if (value.driver !== undefined) form.logDriver = scalar(value.driver) ?? undefined;
    const options = pairsOf(value.options);
    if (options.length > 0) form.logOptions = options;
  },
  gpus: (value, form, refuse) => {
    const [first] = list(value);
    if (value === 'all') form.gpus = 'all';
    else if (isObject(first) && typeof first.count === 'number') form.gpus = `${first.count}`;
    else refuse(JSON.stringify(value));
  },
};

function longPort(value: Json) {
  const host = value.host_ip ? `${value.host_ip}:` : '';
  const published = value.published === undefined ? '' : `${value.published}`;
  const protocol = value.protocol ? `/${value.protocol}` : '';
  return parsePublished(`${host}${published}${host || published ? ':' : ''}${value.target}${protocol}`);
}

function longVolume(value: Json): MountOption | null {
  const { type, source, target, bind, volume, tmpfs, image } = value;
  if (typeof type !== 'string' || typeof target !== 'string') return null;
  const inner = { ...object(bind), ...object(volume), ...object(tmpfs), ...object(image) };
  const size = scalar(inner.size);
  return {
    type: type as MountOption['type'],
    ...(typeof source === 'string' && { source }),
    target,
    ...(value.read_only === true && { readOnly: true }),
    ...(typeof value.consistency === 'string' && { consistency: value.consistency }),
    ...(typeof inner.propagation === 'string' && { propagation: inner.propagation }),
    ...(typeof inner.recursive === 'string' && { recursive: inner.recursive as MountOption['recursive'] }),
    ...(inner.nocopy === true && { noCopy: true }),
    ...(typeof inner.subpath === 'string' && { subpath: inner.subpath }),
    ...(size !== null && { size: parseBytes(size) ?? undefined }),
    ...(typeof inner.mode === 'number' && { mode: inner.mode }),
  };
}

const object = (value: unknown): Json => (isObject(value) ? value : {});

function endpoint(name: string, raw: Json): NetworkOption {
  const aliases = texted(raw.aliases) ?? [];
  const text = (key: string) => scalar(raw[key]) ?? undefined;
  const options = pairsOf(raw.driver_opts);
  return {
    name,
    ...(aliases.length > 0 && { aliases }),
    ...(raw.ipv4_address !== undefined && { ip: text('ipv4_address') }),
    ...(raw.ipv6_address !== undefined && { ip6: text('ipv6_address') }),
    ...(raw.link_local_ips !== undefined && { linkLocalIps: texted(raw.link_local_ips) ?? [] }),
    ...(raw.mac_address !== undefined && { mac: text('mac_address') }),
    ...(options.length > 0 && { driverOptions: options }),
    ...(typeof raw.gw_priority === 'number' && { gatewayPriority: raw.gw_priority }),
  };
}

function readHealth(value: Json, form: RunForm, refuse: (text?: string) => void): void {
  const [kind, ...rest] = Array.isArray(value.test) ? (texted(value.test) ?? []) : [];
  if (value.disable === true || kind === 'NONE') {
    form.health = { disabled: true };
    return;
  }
  const span = (key: string) => {
    if (value[key] === undefined) return undefined;
    const ms = parseDuration(scalar(value[key]) ?? '');
    if (ms === null) refuse(`${key} ${scalar(value[key])}`);
    return ms || undefined;
  };
  const test = typeof value.test === 'string' ? plainText(value.test) : kind === 'CMD' ? rest : rest[0];
  const check = {
    test,
    interval: span('interval'),
    timeout: span('timeout'),
    startPeriod: span('start_period'),
    startInterval: span('start_interval'),
    retries: typeof value.retries === 'number' ? value.retries : undefined,
  };
  const said = Object.entries(check).filter(([, one]) => !isUnsaid(one));
  if (said.length > 0) form.health = Object.fromEntries(said);
}

import { imageKey } from '../ids';
import { blankForm, type HealthOption, type NetworkOption, type RunForm } from '../run-form';
import { readComposeFields } from './compose-fields';
import { printMount } from './mounts';
import { isUserDefined } from './networks';
import { isUnsaid, plainOptions } from './options';
import { printExposed, printPublished } from './ports';
import { printBytes, printDuration } from './quantities';
import { soundForm } from './sound-form';
import { isHostPath, printVolume } from './volumes';

/** A Compose file as plain data, for whoever writes YAML. */
export interface ComposeFile {
  services: Record<string, Record<string, unknown>>;
  volumes?: Record<string, unknown>;
  networks?: Record<string, unknown>;
}

/** The form as a Compose file of one service, and the options that Compose has no words for. */
export function composeFile(form: RunForm): { file: ComposeFile; lost: string[] } {
  const lost: string[] = [];
  const service: Record<string, unknown> = { image: form.image || 'IMAGE' };
  const say = (key: string, value: unknown) => {
    if (!isUnsaid(value)) service[key] = value;
  };
  if (form.name !== undefined) say('container_name', form.name);
  if (form.platform !== undefined) say('platform', form.platform);
  say('entrypoint', form.entrypoint && (form.entrypoint.join('') === '' ? [] : form.entrypoint));
  if (form.entrypoint?.join('') === '') service.entrypoint = [];
  // A dollar sign would be a variable of Compose's.
  say('command', form.command.map(dollarSafe));
  say('ports', form.ports.map(printPublished));
  say('expose', form.expose?.map(printExposed));
  say('environment', environment(form.env));
  say('volumes', volumes(form, lost));
  say(
    'tmpfs',
    form.tmpfs?.map(({ target, options }) => (options ? `${target}:${options}` : target)),
  );
  sayNetworks(form, say);
  if (form.restart !== 'no')
    say('restart', form.restartRetries ? `${form.restart}:${form.restartRetries}` : form.restart);
  if (form.health) say('healthcheck', healthcheck(form.health));
  sayPlain(form, service, lost);
  const name = serviceName(form);
  const named = [...form.volumes, ...(form.mounts ?? []).filter(({ type }) => type === 'volume')].flatMap(
    ({ source }) => (source !== undefined && !isHostPath(source) ? [source] : []),
  );
  const networks = (form.networks ?? []).map((network) => network.name).filter(isUserDefined);
  return {
    file: {
      services: { [name]: service },
      // By their own names, not with the project's in front: the same volumes and networks as without Compose.
      ...(named.length > 0 && { volumes: Object.fromEntries(named.map((one) => [one, { name: one }])) }),
      ...(networks.length > 0 && {
        networks: Object.fromEntries(networks.map((one) => [one, { external: true }])),
      }),
    },
    lost,
  };
}

/** A name Compose takes: the container's, else the image's own part. */
function serviceName({ name, image }: RunForm): string {
  const own = image
    .replace(/@.*$/, '')
    .replace(/:[^/:]*$/, '')
    .split('/')
    .at(-1);
  return (name ?? own ?? '').toLowerCase().replace(/[^a-z0-9_.-]/g, '') || 'app';
}

const dollarSafe = (text: string) => text.replaceAll('$', '$$$$');

const environment = (env: RunForm['env']) =>
  env.length === 0
    ? undefined
    : Object.fromEntries(env.map(({ name, value }) => [name, value === null ? '' : dollarSafe(value)]));

function volumes(form: RunForm, lost: string[]): unknown[] {
  return [
    ...form.volumes.map(printVolume),
    ...(form.mounts ?? []).map((mount) => {
      const {
        type,
        source,
        target,
        readOnly,
        consistency,
        propagation,
        recursive,
        noCopy,
        subpath,
        size,
        mode,
      } = mount;
      if (mount.driver || mount.driverOptions || mount.labels) lost.push(`--mount ${printMount(mount)}`);
      const bind = { ...(propagation && { propagation }), ...(recursive && { recursive }) };
      const volume = { ...(noCopy && { nocopy: true }), ...(subpath && type === 'volume' && { subpath }) };
      const tmpfs = { ...(size !== undefined && { size }), ...(mode !== undefined && { mode }) };
      return {
        type,
        ...(source !== undefined && { source }),
        target,
        ...(readOnly && { read_only: true }),
        ...(consistency !== undefined && { consistency }),
        ...(Object.keys(bind).length > 0 && { bind }),
        ...(Object.keys(volume).length > 0 && { volume }),
        ...(type === 'image' && subpath && { image: { subpath } }),
        ...(Object.keys(tmpfs).length > 0 && { tmpfs }),
      };
    }),
  ];
}

function sayNetworks(form: RunForm, say: (key: string, value: unknown) => void): void {
  const [first] = form.networks ?? [];
  if (!first || !form.networks) return;
  if (!isUserDefined(first.name)) {
    say('network_mode', first.name === 'default' ? 'bridge' : first.name);
    if (first.mac !== undefined) say('mac_address', first.mac);
    return;
  }
  const isPlain = form.networks.every((network) => Object.keys(network).length === 1);
  say(
    'networks',
    isPlain
      ? form.networks.map(({ name }) => name)
      : Object.fromEntries(form.networks.map((network) => [network.name, endpoint(network)])),
  );
}

function endpoint(network: NetworkOption): Record<string, unknown> | null {
  const { aliases, ip, ip6, linkLocalIps, mac, driverOptions, gatewayPriority } = network;
  const said = {
    ...(aliases?.length && { aliases }),
    ...(ip !== undefined && { ipv4_address: ip }),
    ...(ip6 !== undefined && { ipv6_address: ip6 }),
    ...(linkLocalIps?.length && { link_local_ips: linkLocalIps }),
    ...(mac !== undefined && { mac_address: mac }),
    ...(driverOptions?.length && {
      driver_opts: Object.fromEntries(driverOptions.map(({ name, value }) => [name, value])),
    }),
    ...(gatewayPriority !== undefined && { gw_priority: gatewayPriority }),
  };
  return Object.keys(said).length > 0 ? said : null;
}

function healthcheck(health: HealthOption): Record<string, unknown> {
  if ('disabled' in health) return { disable: true };
  const { test, interval, timeout, startPeriod, startInterval, retries } = health;
  const span = (key: string, ms: number | undefined) => ms !== undefined && { [key]: printDuration(ms) };
  return {
    ...(test !== undefined && {
      test: typeof test === 'string' ? ['CMD-SHELL', dollarSafe(test)] : ['CMD', ...test.map(dollarSafe)],
    }),
    ...span('interval', interval),
    ...span('timeout', timeout),
    ...span('start_period', startPeriod),
    ...span('start_interval', startInterval),
    ...(retries !== undefined && { retries }),
  };
}

function sayPlain(form: RunForm, service: Record<string, unknown>, lost: string[]): void {
  for (const { key, kind, flag, compose } of plainOptions) {
    const value = form[key];
    if (isUnsaid(value)) continue;
    if (key === 'stopTimeout') service.stop_grace_period = printDuration(Math.max(0, Number(value)) * 1000);
    else if (key === 'ulimits') service.ulimits = ulimits(value as string[]);
    else if (key === 'gpus') service.gpus = value === 'all' ? 'all' : [{ count: Number(value) || 1 }];
    else if (key === 'logDriver' || key === 'logOptions') {
      const options = Object.fromEntries((form.logOptions ?? []).map(({ name, value: one }) => [name, one]));
      service.logging = {
        ...(form.logDriver !== undefined && { driver: form.logDriver }),
        ...(Object.keys(options).length > 0 && { options }),
      };
    } else if (!compose) lost.push(flag);
    else if (kind === 'bytes') service[compose] = Number(value) < 0 ? -1 : printBytes(Number(value));
    else if (kind === 'pairs')
      service[compose] = Object.fromEntries(
        (value as { name: string; value: string }[]).map((pair) => [pair.name, dollarSafe(pair.value)]),
      );
    else service[compose] = value;
    const isOther = key === 'gpus' && value !== 'all' && !/^\d+$/.test(String(value));
    if (isOther) lost.push(`${flag} ${value}`);
  }
}

function ulimits(values: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(
    values.map((text) => {
      const [name = '', limits = ''] = text.split('=');
      const [soft, hard] = limits.split(':').map(Number);
      return [name, hard === undefined || hard === soft ? soft : { soft, hard }];
    }),
  );
}

export interface ReadCompose {
  form: RunForm;
  /** The service that was read. */
  service: string;
  /** Keys that the form has no field for, and values that could not be read: `build`, `ports: x`. */
  problems: string[];
}

/**
 * One service of a Compose file given as plain data: of several the one named, else the first. A service alone, without
 * `services` around it, is taken too. Null when there is none. Volumes and networks of the file are taken by the names
 * they have in it. Pure.
 */
export function formFromCompose(file: unknown, wanted?: string): ReadCompose | null {
  const found = findService(file, wanted);
  if (!found) return null;
  const { service, name } = found;
  const problems: string[] = [];
  const image = typeof service.image === 'string' ? service.image : '';
  const form = blankForm(image);
  readComposeFields(service, form, problems);
  if (image !== '' && !imageKey.safeParse(image).success) problems.push(`image: ${image}`);
  if (found.others.length > 0) problems.push(...found.others.map((other) => `services.${other}`));
  const sound = soundForm(form);
  problems.push(...sound.dropped.map(({ key, value }) => `${key}: ${value}`));
  return { form: sound.form, service: name, problems };
}

type Json = Record<string, unknown>;
const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function findService(
  file: unknown,
  wanted: string | undefined,
): { service: Json; name: string; others: string[] } | null {
  if (!isObject(file)) return null;
  const services = isObject(file.services) ? file.services : alone(file);
  if (!services) return null;
  const names = Object.keys(services).filter((name) => isObject(services[name]));
  const name = wanted !== undefined && names.includes(wanted) ? wanted : names[0];
  const service = name === undefined ? undefined : services[name];
  if (name === undefined || !isObject(service)) return null;
  return { service, name, others: names.filter((other) => other !== name) };
}

/** `image: …` by itself, or `name:` with a service below it. */
function alone(file: Json): Json | null {
  if ('image' in file || 'build' in file) return { app: file };
  const looks = Object.values(file).some(
    (value) => isObject(value) && ('image' in value || 'build' in value),
  );
  return looks ? file : null;
}

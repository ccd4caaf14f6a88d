import { hub } from '../facts/network';
import type { Facts, Listener } from '../facts/types';
import {
  blocked,
  type Check,
  isRemote,
  notApplicable,
  ok,
  powershell,
  problem,
  terminal,
  unknown,
  valueIn,
  warning,
} from './outcome';

const engineProxy = (facts: Facts): string => {
  const engine = valueIn(facts.engine);
  return engine?.httpsProxy || engine?.httpProxy || '';
};

/** Proxies that are set can be reached, and the engine knows of them too. */
export const proxy: Check = (facts) => {
  if (!facts.proxies.known) return unknown(facts.proxies);
  const { own, tried } = facts.proxies.value;
  const dead = tried.find(({ error }) => error !== null);
  if (dead) return problem('unreachable', { address: `${dead.host}:${dead.port}`, error: dead.error ?? '' });
  const theirs = engineProxy(facts);
  if (theirs !== '') return ok('engine', { address: theirs });
  const [name, address] = Object.entries(own)[0] ?? [];
  if (name === undefined) return notApplicable('none');
  const engineLacks = facts.engine?.known === true && !isRemote(facts);
  return engineLacks
    ? warning('engineLacks', { name, address: address ?? '' })
    : ok('own', { address: address ?? '' });
};

const isMirror = ({ host }: { host: string }) => host !== hub.host;

/** The names of Docker Hub are found. */
export const dns: Check = (facts) => {
  if (isRemote(facts)) return notApplicable('remote');
  if (engineProxy(facts) !== '') return notApplicable('proxy');
  if (facts.names === null) return blocked;
  if (!facts.names.known) return unknown(facts.names);
  const failed = facts.names.value.filter(({ error }) => error !== null);
  if (failed.length === 0) return ok('found');
  const mirror = valueIn(facts.registries)?.find((place) => isMirror(place) && place.error === null);
  if (mirror) return ok('mirror', { host: mirror.host });
  const [first] = failed;
  return warning('notFound', { host: first?.host ?? '', error: first?.error ?? '' });
};

/** A registry to pull from can be reached. */
export const registry: Check = (facts) => {
  if (isRemote(facts)) return notApplicable('remote');
  if (engineProxy(facts) !== '') return notApplicable('proxy');
  if (facts.registries === null) return blocked;
  if (!facts.registries.known) return unknown(facts.registries);
  const reached = facts.registries.value.find(({ error }) => error === null);
  if (reached)
    return ok(isMirror(reached) ? 'mirror' : 'reached', { host: `${reached.host}:${reached.port}` });
  if (dns(facts).state === 'warning') return blocked;
  const last = facts.registries.value.at(-1);
  return warning('unreachable', { host: last?.host ?? '', error: last?.error ?? '' });
};

/** The port the first container of every tutorial wants. */
const firstWish = 80;

/** Port 80 and the ports that stopped containers want are free, or taken by a container of this engine. */
export const ports: Check = (facts) => {
  if (isRemote(facts)) return notApplicable('remote');
  if (!facts.listeners.known) return unknown(facts.listeners);
  const containers = valueIn(facts.containers) ?? [];
  const running = new Map(
    containers
      .filter((one) => one.running)
      .flatMap(({ name, ports: held }) => held.map((port) => [port, name])),
  );
  const wishes = new Map<number, string[]>([[firstWish, []]]);
  for (const { name, ports: wanted } of containers.filter((one) => !one.running)) {
    for (const port of wanted) wishes.set(port, [...(wishes.get(port) ?? []), name]);
  }
  const listeners = new Map(facts.listeners.value.map((listener) => [listener.port, listener]));
  const taken = [...wishes].flatMap(([port, names]) => {
    const listener = listeners.get(port);
    const container = running.get(port);
    // A running container holds port 80 as it should; a second one that wants the same is told of it.
    if (!listener || (container !== undefined && names.length === 0)) return [];
    return [{ port, text: told(listener, container, names) }];
  });
  const [first] = taken;
  if (!first) return ok('free', { ports: [...wishes.keys()].slice(0, 10).join(', ') });
  const list = taken.map(({ text }) => text).join('; ');
  return warning('taken', { list }, whoFix(facts, first.port));
};

function told({ port, process, pid }: Listener, container: string | undefined, wantedBy: string[]): string {
  const who = container ?? (process === null ? '?' : `${process}, PID ${pid}`);
  const wish = wantedBy.length === 0 ? '' : ` ← ${wantedBy.slice(0, 3).join(', ')}`;
  return `${port}: ${who}${wish}`;
}

function whoFix({ system }: Facts, port: number) {
  if (system.platform === 'win32') {
    return powershell(
      `Get-Process -Id (Get-NetTCPConnection -LocalPort ${port} -State Listen).OwningProcess`,
    );
  }
  return terminal(
    system.platform === 'darwin'
      ? `sudo lsof -nP -iTCP:${port} -sTCP:LISTEN`
      : `sudo ss -ltnp 'sport = :${port}'`,
  );
}

/** The programs that config.json leaves passwords to are installed. */
export const credentialHelper: Check = (facts) => {
  const config = valueIn(facts.config);
  if (config === null || config.state === 'bad-json' || config.state === 'unreadable') return blocked;
  if (config.helpers.length === 0) return notApplicable('none');
  if (!facts.programs.known) return unknown(facts.programs);
  const there = facts.programs.value.helpers;
  const missing = config.helpers.filter((name) => !there.includes(name));
  const programs = (names: readonly string[]) => names.map((name) => `docker-credential-${name}`).join(', ');
  return missing.length > 0
    ? problem('missing', { names: programs(missing), folder: config.folder })
    : ok('installed', { names: programs(there) });
};

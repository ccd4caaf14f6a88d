import { setMaxListeners } from 'node:events';
import { homedir } from 'node:os';
import type { EngineRow } from '@contract/engine';
import type { Transport } from '../../engine/transport';
import { CommandLate } from '../run-command';
import { configFacts, endpointFacts } from './config';
import {
  answerFacts,
  containerFacts,
  dialFacts,
  dockerGroupFacts,
  engineFacts,
  withTransport,
} from './engine';
import { cgroupFacts, dataRoot, diskFacts, firewallFacts, processFacts, programFacts } from './host';
import { createLookup } from './lookup';
import { nameFacts, proxyFacts, reachFacts, registriesOf } from './network';
import { listenerFacts } from './ports';
import { createSurroundings, type Surroundings } from './surroundings';
import { systemFacts, virtualisationFacts } from './system';
import type { AnswerFacts, EngineFacts, Fact, Facts } from './types';
import { openWay, type Way, type Ways } from './way';
import { wslFacts } from './windows';

/** ms after which what is not known yet stays unknown. */
const overallLimit = 9000;

export interface GatherOptions extends Ways {
  /** The variables as they were at the start, before the connection took `DOCKER_*` away. */
  env: NodeJS.ProcessEnv;
  /** Where the connection is. */
  endpoint: EngineRow['endpoint'];
  /** `platform` leaves out all that is not asked of the machine itself. */
  area: 'all' | 'platform';
  limitMs?: number;
}

/**
 * Everything the checks judge, read from files, programs, sockets and the engine at the same time. Never
 * rejects, and ends within `limitMs`: what is late by then is unknown.
 */
export async function gatherFacts({ env, endpoint, area, limitMs, ...ways }: GatherOptions): Promise<Facts> {
  const over = new AbortController();
  // Every fact, program and socket under way listens: many are no leak.
  setMaxListeners(0, over.signal);
  const timer = setTimeout(() => over.abort(), limitMs ?? overallLimit);
  const home = env.HOME || env.USERPROFILE || homedir();
  const around = createSurroundings({ env, home, endpoint, signal: over.signal });
  try {
    return await settle<Facts>(area === 'all' ? allFacts(around, ways) : platformFacts(around, ways));
  } finally {
    clearTimeout(timer);
    over.abort();
  }
}

type Pending<T> = { [K in keyof T]: T[K] | Promise<T[K]> };

async function settle<T extends object>(pending: Pending<T>): Promise<T> {
  const entries = Object.entries(pending).map(async ([name, value]) => [name, await value]);
  return Object.fromEntries(await Promise.all(entries)) as T;
}

/** What an engine asks of the machine. */
function platformFacts(around: Surroundings, { chosen }: Ways): Pending<Facts> {
  const { platform, signal } = around;
  const known = <T>(work: () => Promise<T>) => fact(work, signal);
  const config = known(() => configFacts(around));
  return {
    system: systemFacts(around),
    virtualisation: platform === 'linux' ? null : known(() => virtualisationFacts(around)),
    wsl: platform === 'win32' ? known(() => wslFacts(around)) : null,
    config,
    endpoint: known(async () => (await endpointFacts(around, chosen)).facts),
    programs: config.then((read) => {
      const helpers = read.known ? read.value.helpers : [];
      return known(() => programFacts(around, helpers));
    }),
    processes: known(() => processFacts(around)),
    dial: null,
    dockerGroup: null,
    answer: null,
    engine: null,
    containers: null,
    disk: null,
    cgroup: null,
    firewall: null,
    listeners: { known: true, value: [] },
    names: null,
    registries: null,
    proxies: { known: true, value: { own: {}, tried: [] } },
  };
}

function allFacts(around: Surroundings, ways: Ways): Pending<Facts> {
  const { platform, signal } = around;
  const known = <T>(work: () => Promise<T>) => fact(work, signal);
  const isLinux = platform === 'linux';
  const base = platformFacts(around, ways);
  const system = Promise.resolve(base.system);
  const find = createLookup(signal);

  const endpoint = known(() => endpointFacts(around, ways.chosen));
  const place = endpoint.then((found) => (found.known ? found.value.place : null));
  const isLocal = endpoint.then((found) => found.known && !found.value.facts.row.remote);
  const way = place.then((to) => to && known(() => openWay(to, ways.reach, signal)));
  const overWire = <T>(read: (wire: Transport, signal: AbortSignal) => Promise<T>) =>
    way.then(async (found) => {
      if (!found?.known) return found;
      if (!found.value.ok) return null;
      const { target } = found.value.reached;
      return known(() => withTransport(target, (wire) => read(wire, signal)));
    });
  const engine = overWire(engineFacts);
  const told = engine.then((found) => (found?.known ? found.value : null));
  // A virtual machine's engine has another host name, and its files are not here.
  const sharesHost = Promise.all([told, isLocal, system]).then(
    ([facts, local, { hostName }]) => isLinux && local && (facts === null || facts.name === hostName),
  );
  const onHost = <T>(work: () => Promise<T>) => sharesHost.then((shares) => (shares ? known(work) : null));

  return {
    ...base,
    endpoint: endpoint.then(mapped(({ facts }) => facts)),
    dial: place.then((to) => (to === null || to.kind === 'ssh' ? null : known(() => dialFacts(to, signal)))),
    dockerGroup: isLinux ? known(async () => dockerGroupFacts((await system).userName)) : null,
    answer: explained(way, overWire(answerFacts)),
    engine,
    containers: overWire(containerFacts),
    disk: diskOf(around, told, sharesHost, isLocal),
    cgroup: onHost(() => cgroupFacts(around)),
    firewall: onHost(() => firewallFacts(around)),
    listeners: known(() => listenerFacts(around)),
    names: known(() => nameFacts(find)),
    registries: told.then((facts) => known(() => reachFacts(registriesOf(facts), find, signal))),
    proxies: Promise.all([told, sharesHost]).then(([facts, shares]) =>
      known(() => proxyFacts(around.env, facts, shares, find, signal)),
    ),
  };
}

/** The answer, with what the way itself has to say where there is none. */
async function explained(
  way: Promise<Fact<Way> | null>,
  answer: Promise<Facts['answer']>,
): Promise<Facts['answer']> {
  const [found, given] = await Promise.all([way, answer]);
  if (!found?.known || (given?.known && given.value.ok)) return given;
  const failure = found.value.ok ? found.value.reached.trouble() : found.value.failure;
  if (failure === null) return given;
  const took = given?.known ? given.value.took : 0;
  const value: AnswerFacts = { ok: false, took, failure: { code: failure.reason, message: failure.message } };
  return { known: true, value };
}

/** The file system of the engine's data; with a virtual machine that of its disk image, below the home folder. */
async function diskOf(
  around: Surroundings,
  told: Promise<EngineFacts | null>,
  sharesHost: Promise<boolean>,
  isLocal: Promise<boolean>,
): Promise<Facts['disk']> {
  const isLinux = around.platform === 'linux';
  const isHere = isLinux ? await sharesHost : await isLocal;
  if (!isHere) return null;
  return fact(async () => {
    if (!isLinux) return diskFacts(around.home);
    return diskFacts((await told)?.rootDir || (await dataRoot(around)));
  }, around.signal);
}

const mapped =
  <A, B>(change: (value: A) => B) =>
  (found: Fact<A>): Fact<B> =>
    found.known ? { known: true, value: change(found.value) } : found;

/** The value or why there is none; what is still under way when the time is over is late. Never rejects. */
function fact<T>(work: () => Promise<T>, signal: AbortSignal): Promise<Fact<T>> {
  return new Promise((resolve) => {
    const late = () => resolve({ known: false, why: 'late', detail: '' });
    if (signal.aborted) return late();
    signal.addEventListener('abort', late, { once: true });
    work()
      .then(
        (value) => resolve({ known: true, value }),
        (error: unknown) => resolve(failed(error)),
      )
      .finally(() => signal.removeEventListener('abort', late));
  });
}

function failed(error: unknown): Fact<never> {
  const detail = error instanceof Error ? error.message : String(error);
  const isLate = error instanceof CommandLate;
  return { known: false, why: isLate ? 'late' : 'failed', detail: detail.slice(0, 300) };
}

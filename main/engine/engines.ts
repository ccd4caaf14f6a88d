import { randomUUID } from 'node:crypto';
import type { EngineForm, EngineList, HostKeys } from '@contract/engines';
import { LighterError } from '@contract/errors';
import { type Dialled, dialEngine } from './dial-engine';
import type { Resolution } from './endpoint';
import { type Looked, mergeEngines } from './engines-merge';
import { type Probed, placeOf, probe, routeOf } from './engines-probe';
import { type Candidate, type EngineSources, findCandidates, resolveKey } from './engines-sources';
import { type KnownStore, type TlsPaths, toAdded } from './known-engines';
import type { Reach } from './reach';
import type { SshDestination } from './ssh-destination';
import { fingerprint, type Scan } from './ssh-known-hosts';
import type { Connection } from './types';

/** Where the engine is that was chosen in this profile, for the connection; null = automatic. */
export function chosenEngine(
  known: KnownStore,
  sources: () => EngineSources,
): () => Promise<Resolution | null> {
  return async () => {
    const { chosen, added } = known.current;
    return chosen === null ? null : resolveKey(sources(), added, chosen);
  };
}

export interface EnginesOptions {
  known: KnownStore;
  sources: () => EngineSources;
  connection: Pick<Connection, 'row' | 'move' | 'retry'>;
  reach: Reach;
  /** Fetches an ssh server's keys; writes them into known_hosts. */
  hostKeys: {
    scan(destination: SshDestination, signal: AbortSignal): Promise<Scan>;
    write(scan: Scan): Promise<void>;
  };
}

/** All engines that can be found, and the choice among them. */
export interface Engines {
  /** Tells the list at once and with each engine that has answered; resolves when all have. */
  look(tell: (list: EngineList) => void, options: { ssh: boolean; signal: AbortSignal }): Promise<void>;
  /** Throws `not-found`, `conflict`. */
  switchTo(key: string | null): Promise<void>;
  add(form: EngineForm, tls: TlsPaths | null): string;
  remove(key: string): void;
  /** A client of its own on any of them, without leaving the engine in use. Throws `LighterError`. */
  dial(key: string, signal: AbortSignal): Promise<Dialled>;
  hostKeys(key: string, signal: AbortSignal): Promise<HostKeys>;
  trust(token: string): Promise<void>;
}

const blank = { reason: null, product: '', version: '', containers: null, identity: '' };

export function createEngines(options: EnginesOptions): Engines {
  const { known, sources, connection, reach, hostKeys } = options;
  const scans = new Map<string, Scan>();

  const listOf = (looked: readonly Looked[]): EngineList => {
    const { chosen } = known.current;
    return { engines: mergeEngines(looked, { chosen, url: connection.row.endpoint.url }), chosen };
  };

  async function begin(candidate: Candidate, askSsh: boolean): Promise<Looked> {
    const route = routeOf(candidate);
    const isHere = candidate.url === connection.row.endpoint.url;
    const state = route === 'ssh' && !askSsh && !isHere ? 'unasked' : 'checking';
    return { candidate, route, probed: { ...blank, state, place: await placeOf(candidate) } };
  }

  async function find(key: string): Promise<Candidate> {
    const all = await findCandidates(sources(), known.current.added);
    const found = all.find((candidate) => candidate.key === key);
    if (!found) throw new LighterError({ code: 'not-found', message: 'This engine is not known any more.' });
    return found;
  }

  function choose(key: string | null): void {
    known.set({ ...known.current, chosen: key });
    connection.move();
  }

  return {
    async look(tell, { ssh, signal }) {
      const candidates = await findCandidates(sources(), known.current.added);
      const looked = await Promise.all(candidates.map((candidate) => begin(candidate, ssh)));
      if (signal.aborted) return;
      tell(listOf(looked));
      await Promise.all(
        looked.map(async (one) => {
          if (one.probed.state !== 'checking') return;
          const probed: Probed = await probe(one.candidate, reach, signal);
          if (signal.aborted) return;
          one.probed = probed;
          tell(listOf(looked));
        }),
      );
    },
    async switchTo(key) {
      if (connection.row.control.work) {
        throw new LighterError({ code: 'conflict', message: 'The engine is being started or stopped.' });
      }
      if (key !== null) await find(key);
      choose(key);
    },
    add(form, tls) {
      const engine = toAdded(form, tls);
      const { added } = known.current;
      const twin = added.find(({ url, name }) => url === engine.url || name === engine.name);
      if (twin) {
        throw new LighterError({
          code: 'conflict',
          message: `An engine with this ${twin.url === engine.url ? 'address' : 'name'} was added before.`,
        });
      }
      known.set({ ...known.current, added: [...added, engine] });
      return `added:${engine.id}`;
    },
    remove(key) {
      const { added, chosen } = known.current;
      known.set({ chosen, added: added.filter(({ id }) => `added:${id}` !== key) });
      if (chosen === key) choose(null);
    },
    dial: async (key, signal) => dialEngine(await find(key), reach, signal),
    async hostKeys(key, signal) {
      const { resolution } = await find(key);
      if (!resolution.ok || resolution.endpoint.target.kind !== 'ssh') {
        throw new LighterError({ code: 'unsupported', message: 'This engine is not reached through ssh.' });
      }
      const scan = await hostKeys.scan(resolution.endpoint.target.destination, signal);
      const token = scan.state === 'unknown' ? randomUUID() : null;
      scans.clear();
      if (token !== null) scans.set(token, scan);
      const keys = scan.keys.map((one) => ({ type: one.type, fingerprint: fingerprint(one) }));
      return { host: scan.name, keys, state: scan.state, file: scan.file, token };
    },
    async trust(token) {
      const scan = scans.get(token);
      if (!scan) throw new LighterError({ code: 'not-found', message: 'The key has to be fetched again.' });
      scans.delete(token);
      await hostKeys.write(scan);
      // The engine in use may have waited for just this.
      connection.retry();
    },
  };
}

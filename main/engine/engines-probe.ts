import { createHash } from 'node:crypto';
import { realpath } from 'node:fs/promises';
import type { EngineRoute, FoundState } from '@contract/engines';
import { createClient } from './client';
import { diagnoseDeleted } from './deleted-socket';
import { diagnose } from './diagnose';
import type { Candidate } from './engines-sources';
import type { TlsFiles } from './host-url';
import { enginePath } from './path';
import { ping } from './ping';
import type { Reach } from './reach';
import type { Reason } from './status';
import { createTransport, type Transport } from './transport';
import { negotiate, type VersionAnswer } from './version';

/** What asking one candidate has given. */
export interface Probed {
  state: FoundState;
  reason: Reason | null;
  product: string;
  version: string;
  containers: { running: number; total: number } | null;
  /** Tells one engine from another, whatever it is called; empty where it cannot be known. */
  identity: string;
  /** The socket's real path, or the address; names that lead to the same place are one engine. */
  place: string;
}

/** `GET /info`, as far as it is read. */
interface InfoAnswer {
  ID?: string;
  Name?: string;
  DockerRootDir?: string;
  OperatingSystem?: string;
  Containers?: number;
  ContainersRunning?: number;
}

/** ms: pings as in a first look, then both answers together. */
const pingDeadline = 1500;
const answerDeadline = 4000;

/** How one gets to a candidate. Pure. */
export function routeOf({ resolution, url }: Candidate): EngineRoute {
  if (!resolution.ok) return url.startsWith('ssh:') ? 'ssh' : /^(tcp|http):/.test(url) ? 'plain' : 'local';
  const { target } = resolution.endpoint;
  if (target.kind === 'ssh') return 'ssh';
  if (target.kind === 'socket') return 'local';
  return target.tls ? 'tls' : 'plain';
}

/** What kind of engine this is, by its own answers and by where it was found. Pure. */
export function productOf(product: string, info: InfoAnswer, url: string): string {
  const system = `${info.OperatingSystem ?? ''} ${info.Name ?? ''}`;
  if (/rancher/i.test(system) || /\/\.rd\//.test(url)) return 'Rancher Desktop';
  if (/\bcolima\b/i.test(info.Name ?? '') || /\/(\.colima|colima)\//.test(url)) return 'Colima';
  if (/orbstack/i.test(system) || /\/\.orbstack\//.test(url)) return 'OrbStack';
  if (/docker desktop/i.test(system)) return 'Docker Desktop';
  return product;
}

/**
 * The engine's own mark. Older engines take it from a file of the machine, so that two on one machine have the
 * same; Podman makes up a new one for each answer. Pure.
 */
export function identityOf(info: InfoAnswer, product: string): string {
  if (!info.ID || /podman/i.test(product)) return '';
  return [info.ID, info.Name ?? '', info.DockerRootDir ?? ''].join(' ');
}

const nothing = { product: '', version: '', containers: null, identity: '' };

/** The place a candidate leads to: with TLS, what somebody shows there decides whether it leads anywhere. */
export async function placeOf({ resolution, url }: Candidate): Promise<string> {
  if (!resolution.ok) return url;
  const { target } = resolution.endpoint;
  if (target.kind === 'tcp' && target.tls) return `${url} ${tlsMark(target.tls)}`;
  if (target.kind !== 'socket') return url;
  return realpath(target.path).catch(() => target.path);
}

function tlsMark({ ca, cert, key, verify }: TlsFiles): string {
  const hash = createHash('sha256');
  for (const file of [ca, cert, key]) hash.update(`${file?.length ?? 0}:`).update(file ?? '');
  return `${hash.digest('hex')} ${verify}`;
}

/** Asks one candidate: its ping, then version and information together. Never throws. */
export async function probe(candidate: Candidate, reach: Reach, signal: AbortSignal): Promise<Probed> {
  const { resolution } = candidate;
  const place = await placeOf(candidate);
  if (!resolution.ok) {
    const { code, message } = resolution;
    return { ...nothing, state: 'missing', reason: { code, message }, place };
  }
  try {
    const reached = await reach.open(resolution.endpoint.target, signal);
    const transport = createTransport(reached.target);
    try {
      return { ...(await ask(transport, candidate.url, signal)), place };
    } catch (error) {
      throw reached.trouble() ?? error;
    } finally {
      transport.dispose();
      reached.release();
    }
  } catch (error) {
    const { state, reason } =
      (await diagnoseDeleted(resolution.endpoint.target, error)) ?? diagnose(error, false);
    return {
      ...nothing,
      state: state === 'unresponsive' || state === 'missing' ? state : 'stopped',
      reason,
      place,
    };
  }
}

async function ask(transport: Transport, url: string, signal: AbortSignal): Promise<Omit<Probed, 'place'>> {
  const { api } = await ping(transport, pingDeadline, signal);
  const client = createClient({ transport, version: null, epoch: 0, signal });
  const [version, info] = await Promise.all([
    client.request<VersionAnswer | null>('GET', enginePath`/version`, { timeoutMs: answerDeadline }),
    client.request<InfoAnswer | null>('GET', enginePath`/info`, { timeoutMs: answerDeadline }),
  ]);
  const agreed = negotiate(version ?? {}, api);
  if (!agreed.ok) {
    const { code, message } = agreed;
    return { ...nothing, state: 'unresponsive', reason: { code, message } };
  }
  const { Containers: total = 0, ContainersRunning: running = 0 } = info ?? {};
  return {
    state: 'running',
    reason: null,
    product: productOf(agreed.version.product, info ?? {}, url),
    version: agreed.version.engine,
    containers: { running, total },
    identity: identityOf(info ?? {}, agreed.version.product),
  };
}

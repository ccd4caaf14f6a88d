import { readFile, stat } from 'node:fs/promises';
import { connect } from 'node:net';
import { createClient } from '../../engine/client';
import { deletedSocket } from '../../engine/deleted-socket';
import { diagnose } from '../../engine/diagnose';
import { systemCode } from '../../engine/errors';
import type { Target } from '../../engine/host-url';
import { enginePath } from '../../engine/path';
import { ping } from '../../engine/ping';
import { createTransport, type Transport } from '../../engine/transport';
import { negotiate, type VersionAnswer } from '../../engine/version';
import { publicAddress } from './config';
import type { AnswerFacts, ContainerPorts, DialFacts, EngineFacts } from './types';

/** ms until a socket takes the connection, and until a ping is answered. */
const dialLimit = 2000;
const pingLimit = 2500;

/** Connects once and says what happened, and what stands at a socket's path. */
export async function dialFacts(target: Target, signal: AbortSignal): Promise<DialFacts> {
  const facts: DialFacts = {
    error: await dial(target, signal),
    file: null,
    deletedUnder: null,
    gid: null,
    mode: null,
  };
  // A pipe of Windows is no file to look at.
  if (target.kind !== 'socket' || process.platform === 'win32') return facts;
  try {
    const file = await stat(target.path);
    const mode = (file.mode & 0o777).toString(8).padStart(4, '0');
    return { ...facts, file: file.isSocket() ? 'socket' : 'other', gid: file.gid, mode };
  } catch (error) {
    const code = systemCode(error);
    if (code !== 'ENOENT' && code !== 'ENOTDIR') return { ...facts, file: 'unseen' };
    return { ...facts, file: 'missing', deletedUnder: await deletedSocket(target) };
  }
}

function dial(target: Target, signal: AbortSignal): Promise<string | null> {
  return new Promise((resolve) => {
    const socket =
      target.kind === 'socket' ? connect(target.path) : connect({ host: target.host, port: target.port });
    const end = (error: string | null) => {
      signal.removeEventListener('abort', stop);
      socket.destroy();
      resolve(error);
    };
    const stop = () => end('ETIMEDOUT');
    signal.addEventListener('abort', stop);
    socket.setTimeout(dialLimit, stop);
    socket.once('connect', () => end(null));
    socket.once('error', (error) => end(systemCode(error) || error.message));
  });
}

/** `GET /_ping` and `GET /version`: whether it answers, how fast, and in a version we speak. */
export async function answerFacts(transport: Transport, signal: AbortSignal): Promise<AnswerFacts> {
  const begin = performance.now();
  const took = () => Math.round(performance.now() - begin);
  try {
    const pong = await ping(transport, pingLimit, signal);
    const ms = took();
    const version = await clientOf(transport, signal).request<VersionAnswer>('GET', enginePath`/version`, {
      timeoutMs: pingLimit,
    });
    const agreed = negotiate(version ?? {}, pong.api);
    const failure = agreed.ok ? null : { code: agreed.code, message: agreed.message };
    return { ok: failure?.code !== 'bad-answer', took: ms, failure };
  } catch (error) {
    const { code, message } = diagnose(error, false).reason;
    return { ok: false, took: took(), failure: { code, message } };
  }
}

interface InfoAnswer {
  Name?: string;
  OperatingSystem?: string;
  OSType?: string;
  Driver?: string;
  DockerRootDir?: string;
  CgroupVersion?: string;
  CgroupDriver?: string;
  SystemTime?: string;
  HttpProxy?: string;
  HttpsProxy?: string;
  NoProxy?: string;
  Warnings?: string[] | null;
  SecurityOptions?: string[] | null;
  RegistryConfig?: { Mirrors?: string[] | null } | null;
}

/** `GET /version` and `GET /info`, as far as they are judged. */
export async function engineFacts(transport: Transport, signal: AbortSignal): Promise<EngineFacts> {
  const client = clientOf(transport, signal);
  const timed = async () => {
    const sent = Date.now();
    const answer = await client.request<InfoAnswer>('GET', enginePath`/info`, { timeoutMs: 3000 });
    return { answer: answer ?? {}, sent, received: Date.now() };
  };
  const [version, info] = await Promise.all([
    client.request<VersionAnswer>('GET', enginePath`/version`, { timeoutMs: pingLimit }),
    timed(),
  ]);
  return readEngine(version ?? {}, info.answer, info.sent, info.received);
}

/** The two answers as facts; the clock is compared with the middle of the request. Pure. */
export function readEngine(
  version: VersionAnswer,
  info: InfoAnswer,
  sent: number,
  received: number,
): EngineFacts {
  const agreed = negotiate(version);
  const time = Date.parse(info.SystemTime ?? '');
  const middle = (sent + received) / 2;
  return {
    product: agreed.ok ? agreed.version.product : '',
    version: version.Version ?? '',
    api: version.ApiVersion ?? '',
    minApi: version.MinAPIVersion ?? '',
    os: info.OSType ?? version.Os ?? '',
    operatingSystem: info.OperatingSystem ?? '',
    name: info.Name ?? '',
    rootDir: info.DockerRootDir ?? '',
    storageDriver: info.Driver ?? '',
    cgroupVersion: info.CgroupVersion ?? '',
    cgroupDriver: info.CgroupDriver ?? '',
    warnings: info.Warnings ?? [],
    mirrors: (info.RegistryConfig?.Mirrors ?? []).map(publicAddress),
    httpProxy: publicAddress(info.HttpProxy ?? ''),
    httpsProxy: publicAddress(info.HttpsProxy ?? ''),
    noProxy: info.NoProxy ?? '',
    clockOffset: Number.isNaN(time) ? null : Math.round(time - middle),
    clockError: (received - sent) / 2,
    rootless: (info.SecurityOptions ?? []).some((option) => /name=rootless/.test(option)),
  };
}

interface ContainerAnswer {
  Names?: string[] | null;
  State?: string;
  HostConfig?: unknown;
  Ports?: { PublicPort?: number; Type?: string }[] | null;
}

/** How many containers that do not run are asked for the ports they want. */
const asked = 20;

/** `GET /containers/json`, and `GET /containers/{id}/json` of the latest that do not run: their host ports. */
export async function containerFacts(transport: Transport, signal: AbortSignal): Promise<ContainerPorts[]> {
  const client = clientOf(transport, signal);
  const all = await client.request<(ContainerAnswer & { Id?: string })[]>(
    'GET',
    enginePath`/containers/json`,
    { query: { all: true }, timeoutMs: pingLimit },
  );
  const rows = (all ?? []).map((row) => ({
    id: row.Id ?? '',
    name: (row.Names?.[0] ?? '').replace(/^\//, ''),
    running: row.State === 'running' || row.State === 'paused',
    ports: [...new Set((row.Ports ?? []).flatMap(({ PublicPort }) => PublicPort ?? []))],
  }));
  const wanting = await Promise.all(
    rows
      .filter(({ running, id }) => !running && id !== '')
      .slice(0, asked)
      .map(async ({ id, name }) => {
        const details = await client.request<{
          HostConfig?: { PortBindings?: Record<string, { HostPort?: string }[] | null> | null } | null;
        }>('GET', enginePath`/containers/${id}/json`, { timeoutMs: pingLimit });
        const bindings = Object.entries(details?.HostConfig?.PortBindings ?? {});
        const ports = bindings
          .filter(([port]) => !port.endsWith('/udp'))
          .flatMap(([, hosts]) => (hosts ?? []).map(({ HostPort }) => Number(HostPort)))
          .filter((port) => port > 0);
        return { name, running: false, ports: [...new Set(ports)] };
      }),
  );
  const running = rows.filter((row) => row.running);
  return [...running.map(({ name, ports }) => ({ name, running: true, ports })), ...wanting];
}

const clientOf = (transport: Transport, signal: AbortSignal) =>
  createClient({ transport, version: null, epoch: 0, signal, lane: 'own' });

/** The transport to a target, and its end. */
export async function withTransport<T>(
  target: Target,
  use: (transport: Transport) => Promise<T>,
): Promise<T> {
  const transport = createTransport(target);
  try {
    return await use(transport);
  } finally {
    transport.dispose();
  }
}

/** The group `docker` of `/etc/group` and whether the user is written into it; null where there is none. */
export async function dockerGroupFacts(userName: string) {
  return readGroup(await readFile('/etc/group', 'utf8'), 'docker', userName);
}

/** One group's line. Pure. */
export function readGroup(text: string, group: string, userName: string) {
  const line = text.split('\n').find((entry) => entry.startsWith(`${group}:`));
  if (line === undefined) return null;
  const [, , gid, members = ''] = line.split(':');
  return { gid: Number(gid), isMember: members.split(',').includes(userName) };
}

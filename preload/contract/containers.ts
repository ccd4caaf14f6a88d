import { z } from 'zod';
import { call, stream } from './define';
import { engineId, epoch, idList, type Outcome } from './ids';
import type { LogPack } from './log-pack';
import { runForm } from './run-form';

/** The engine's own words for a container's state. */
export type ContainerState = 'created' | 'running' | 'paused' | 'restarting' | 'exited' | 'dead' | 'removing';

export type Health = 'healthy' | 'unhealthy' | 'starting';

export type PortProtocol = 'tcp' | 'udp' | 'sctp';

/** A port the container listens on; `hostPort` null when it is not published. */
export interface PortRow {
  containerPort: number;
  protocol: PortProtocol;
  hostPort: number | null;
  /** The addresses it is published on: `0.0.0.0`, `::`, `127.0.0.1`. */
  hostIps: string[];
}

/** A container as lists show it; from `GET /containers/json`. */
export interface ContainerRow {
  id: string;
  /** Without the slash. */
  name: string;
  /** The reference it was created from, as the engine tells it (may be an id when the tag has moved). */
  image: string;
  imageId: string;
  state: ContainerState;
  health: Health | null;
  /** Only for `exited`, `dead` and `restarting`. */
  exitCode: number | null;
  ports: PortRow[];
  /** ms since 1970. */
  createdAt: number;
  /** Since when it is running, paused, or exited; read from the engine's `Up 3 hours`, so only as exact as
   *  that text is (to the second when we saw it happen). ms since 1970, null when it never ran. */
  since: number | null;
  command: string;
  networks: string[];
  /** Volume names, bind sources are not listed here. */
  volumes: string[];
  labels: Record<string, string>;
}

const port = z.int().min(1).max(65_535);
/** Seconds since 1970, which every engine understands. */
const logMoment = z.string().regex(/^\d{1,11}(?:\.\d{1,9})?$/);

const actOn = z.strictObject({ epoch, ids: idList });

/** `TERM`, `SIGTERM`, `15`, `RTMIN+3`; whether it exists the engine knows. */
export const signalName = z
  .string()
  .max(16)
  .regex(/^(?:\d{1,2}|(?:SIG)?[A-Z][A-Z0-9]{1,9}(?:[+-]\d{1,2})?)$/i);

/** One line of a container's output, already decoded and joined from the engine's fragments. */
export interface LogLine {
  /** RFC 3339 with nanoseconds, as the engine wrote it; empty where the engine sent none. */
  time: string;
  stream: 'stdout' | 'stderr';
  text: string;
  /** The line was longer than 256 kB and its end was dropped. */
  truncated?: true;
}

/** What a log consists of: lines, and marks where the container (re)started or ended. */
export type LogItem = { kind: 'line'; line: LogLine } | { kind: 'ended' } | { kind: 'reconnected' };

/** Whether a host port can be had. `free: null` = cannot be known from here (remote engine, no right to try). */
export interface PortProbe {
  port: number;
  protocol: PortProtocol;
  free: boolean | null;
  /** The container that holds it, where it is one of this engine's. */
  container: string | null;
  /** The program that holds it, where the system tells (Linux, this machine). */
  process: { name: string; pid: number } | null;
  /** The next free port above it, for `Use 8080`; null when unknown. */
  next: number | null;
  /** A few more free ones above `next`. */
  more: number[];
}

/** CPU, memory and network of one running container. */
export interface StatsSample {
  /** Per cent of one CPU: 150 = one and a half CPUs busy. Null until two samples exist. */
  cpu: number | null;
  /** Bytes in use without the page cache that can be dropped. */
  memory: number;
  /** Bytes; 0 when there is none. */
  memoryLimit: number;
  /** Bytes a second over all interfaces; null with the host's network or none, and until two samples exist. */
  network: { in: number; out: number } | null;
}

/** Sent about every two seconds while the window is shown. */
export interface StatsUpdate {
  rows: Record<string, StatsSample>;
  sum: {
    /** Null where containers run, but two readings of one are not there yet. */
    cpu: number | null;
    memory: number;
    /** Running containers whose figures are in the sum. */
    sampled: number;
    /** Running containers in all. */
    running: number;
  };
}

export const containerCalls = {
  /** `POST /containers/{id}/start` for each. */
  'containers.start': call(actOn).returns<Outcome[]>(),
  /** `POST /containers/{id}/stop` for each. */
  'containers.stop': call(actOn).returns<Outcome[]>(),
  /** `POST /containers/{id}/restart` for each. */
  'containers.restart': call(actOn).returns<Outcome[]>(),
  /** `POST /containers/{id}/pause` for each. */
  'containers.pause': call(actOn).returns<Outcome[]>(),
  /** `POST /containers/{id}/unpause` for each. */
  'containers.resume': call(actOn).returns<Outcome[]>(),
  /** `POST /containers/{id}/kill` for each; without a signal it is `KILL`. */
  'containers.kill': call(actOn.extend({ signal: signalName.optional() })).returns<Outcome[]>(),
  /** `DELETE /containers/{id}` for each. `volumes` also deletes its anonymous volumes. A protected one is refused
   *  (`protected`) unless its name is among the `typed`. */
  'containers.remove': call(
    z.strictObject({
      epoch,
      ids: idList,
      force: z.boolean(),
      volumes: z.boolean(),
      typed: z.array(z.string().max(255)).max(1000).optional(),
    }),
  ).returns<Outcome[]>(),
  /** `GET /containers/{id}/json`, as the engine sent it. */
  'containers.inspect': call(z.strictObject({ id: engineId })).returns<unknown>(),
  /** `POST /containers/create` and, with `start`, `POST /containers/{id}/start`. The image must be there
   *  (a task pulls it first). A container whose start failed is removed again. */
  'containers.run': call(z.strictObject({ epoch, form: runForm, start: z.boolean() })).returns<{
    id: string;
    warnings: string[];
  }>(),
  /** Which of these host ports are free on the engine's machine. */
  'containers.probePorts': call(
    z.strictObject({
      ports: z.array(z.strictObject({ port, protocol: z.enum(['tcp', 'udp', 'sctp']) })).max(500),
    }),
  ).returns<PortProbe[]>(),
  /** Asks for a file of `KEY=VALUE` lines and gives its text (at most 1 MB); null when the user cancelled. */
  'containers.readEnvFile': call(z.strictObject({})).returns<{ name: string; text: string } | null>(),
  /** Asks where, then writes the whole log there; null when the user cancelled. */
  'containers.saveLogs': call(z.strictObject({ id: engineId, timestamps: z.boolean() })).returns<{
    path: string;
    bytes: number;
  } | null>(),
};

export const containerStreams = {
  /** `GET /containers/{id}/logs?follow=1`: the last `tail` lines, then whatever comes; reconnects by itself
   *  when the container starts again. Only lines from `since` to `until`; with `until` it ends there. */
  'containers.logs': stream(
    z.strictObject({
      id: engineId,
      tail: z.int().min(0).max(1_000_000),
      since: logMoment.optional(),
      until: logMoment.optional(),
    }),
  ).of<LogPack>(),
  /** CPU, memory, network: of the rows in view, and in sum. `visible` changes as the list scrolls. */
  'containers.stats': stream(
    z.strictObject({}),
    z.strictObject({ visible: z.array(engineId).max(200) }),
  ).of<StatsUpdate>(),
};

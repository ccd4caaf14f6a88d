import { enginePath } from '../engine/path';
import type { EngineClient, EnginePath, Method, RequestOptions } from '../engine/types';

/** Seconds a container has to stop before it is killed, where neither it nor the user says otherwise. */
const defaultStopTimeout = 10;
/** Beyond the time the container has, ms. */
const slack = 10_000;
/** For the actions that take no time of their own but may wait for a busy machine, ms. */
const actionTimeout = 60_000;

/**
 * One request without an answer to read. It takes a socket of its own: eight containers that take their ten
 * seconds to stop would otherwise keep everything else waiting for the shared ones. 304 (it is so already) is
 * success. Throws `LighterError`.
 */
export async function send(
  client: EngineClient,
  method: Method,
  path: EnginePath,
  options: RequestOptions,
): Promise<void> {
  const answer = await client.open(method, path, options);
  answer.resume();
}

/** `POST /containers/{id}/start`, `pause` or `unpause` */
export function act(client: EngineClient, id: string, action: 'start' | 'pause' | 'unpause'): Promise<void> {
  return send(client, 'POST', enginePath`/containers/${id}/${action}`, { timeoutMs: actionTimeout });
}

/** `POST /containers/{id}/kill`; `KILL` where no signal is named. */
export function kill(client: EngineClient, id: string, signal?: string): Promise<void> {
  return send(client, 'POST', enginePath`/containers/${id}/kill`, {
    query: { signal },
    timeoutMs: actionTimeout,
  });
}

/** `POST /containers/{id}/rename`. A name that is taken throws `conflict`. */
export function rename(client: EngineClient, id: string, name: string): Promise<void> {
  return send(client, 'POST', enginePath`/containers/${id}/rename`, {
    query: { name },
    timeoutMs: actionTimeout,
  });
}

/** `POST /containers/{id}/stop` or `restart`, waiting as long as the container is allowed to take. */
export async function stopOrRestart(
  client: EngineClient,
  id: string,
  action: 'stop' | 'restart',
): Promise<void> {
  const seconds = await stopTimeout(client, id);
  // Less than zero means that it is never killed.
  const timeoutMs = seconds < 0 ? Number.POSITIVE_INFINITY : seconds * 1000 + slack;
  await send(client, 'POST', enginePath`/containers/${id}/${action}`, { timeoutMs });
}

async function stopTimeout(client: EngineClient, id: string): Promise<number> {
  const found = await client.request<{ Config?: { StopTimeout?: number | null } | null } | null>(
    'GET',
    enginePath`/containers/${id}/json`,
  );
  return found?.Config?.StopTimeout ?? defaultStopTimeout;
}

/** `DELETE /containers/{id}`; `volumes` deletes its anonymous volumes too. */
export function remove(
  client: EngineClient,
  id: string,
  { force, volumes }: { force: boolean; volumes: boolean },
): Promise<void> {
  return send(client, 'DELETE', enginePath`/containers/${id}`, {
    query: { force: force ? 1 : 0, v: volumes ? 1 : 0 },
    timeoutMs: actionTimeout,
  });
}

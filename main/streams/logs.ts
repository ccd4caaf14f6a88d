import { LighterError } from '@contract/errors';
import type { LogPack } from '@contract/log-pack';
import type { Visibility } from '../cache/types';
import { toLighterError } from '../engine/errors';
import { readLogLines } from '../engine/log-lines';
import { enginePath } from '../engine/path';
import type { Connection, EngineClient } from '../engine/types';
import type { StreamHandlers, StreamSink } from '../ipc/types';
import { createLogBatch } from './log-batch';
import { createLogPosition } from './log-position';
import { createRestartWatch } from './restart-watch';
import { whileThere } from './while-there';

/** Before a stream that broke off on a living connection is opened again, ms. */
const retryAfter = 1000;

/** The handler of `containers.logs`. */
export function logsStream(needs: Needs): Pick<StreamHandlers, 'containers.logs'> {
  return {
    'containers.logs': ({ id, ...wanted }, sink) => follow(needs, id, wanted, sink),
  };
}

interface Needs {
  connection: Connection;
  visibility: Visibility;
}

/** Which part of the log; `since` and `until` in seconds since 1970. */
interface Wanted {
  tail: number;
  since?: string | undefined;
  until?: string | undefined;
}

/**
 * Follows a container's log until the view goes or the container is deleted. When the container ends it waits
 * for its next start, when the engine goes for its return, when the window is hidden for somebody to see it, and
 * reads on after the last line it has told. A log that is wanted up to some moment only is read once.
 */
async function follow(
  { connection, visibility }: Needs,
  id: string,
  { tail, since: from, until }: Wanted,
  sink: StreamSink<LogPack>,
): Promise<void> {
  const batch = createLogBatch(sink);
  const position = createLogPosition();
  const restarts = createRestartWatch(connection, id, sink.signal);
  const shown = whileThere(() => visibility.visible || null, [visibility.onChange], sink.signal);
  let first = true;
  /** When the container had last been started as the window was hidden: no news where it still is that start. */
  let hiddenAt: { start: number | null } | null = null;

  while (!sink.signal.aborted) {
    const look = until === undefined ? await shown.next() : sink;
    if (!look || sink.signal.aborted) return;
    const { signal } = look;
    const client = first ? connection.require() : connection.client;
    restarts.reset();
    if (!client) {
      await restarts.next();
      continue;
    }
    let retry: number | undefined;
    try {
      const told = await readOnce(client, signal);
      if (signal.aborted && !sink.signal.aborted) {
        hide();
        continue;
      }
      if (until !== undefined && !sink.signal.aborted) {
        batch.flush();
        sink.end();
        return;
      }
      if (told) batch.add({ kind: 'ended' });
      batch.flush();
      first = false;
    } catch (error) {
      if (signal.aborted && !sink.signal.aborted) {
        hide();
        continue;
      }
      batch.flush();
      if (sink.signal.aborted) return;
      const typed = toLighterError(error);
      if (!first && typed.code === 'not-found') {
        sink.end();
        return;
      }
      const lost = typed.code === 'engine-unreachable' || typed.code === 'timeout' || client.signal.aborted;
      if (first || !lost) throw typed;
      // Without a loss of the connection there will be no sign of its return.
      if (connection.client === client) retry = retryAfter;
    }
    await restarts.next(retry);
  }

  function hide(): void {
    batch.flush();
    hiddenAt = { start: restarts.lastStart() };
  }

  /** One request, to its end. Whether anything was told: a stopped container's old lines are no news. */
  async function readOnce(client: EngineClient, signal: AbortSignal): Promise<boolean> {
    const { tty, running } = await inspect(client, id, signal);
    const goesOn = hiddenAt !== null && hiddenAt.start === restarts.lastStart();
    const since = position.since() ?? (first ? null : restarts.lastStart());
    const source = await client.open('GET', enginePath`/containers/${id}/logs`, {
      query: {
        follow: until === undefined ? 1 : 0,
        stdout: 1,
        stderr: 1,
        timestamps: 1,
        ...(since === null ? { tail, since: from } : { since, tail: 'all' }),
        until,
      },
      // Some engines send no headers before the first line.
      timeoutMs: Number.POSITIVE_INFINITY,
      signal,
    });
    let told = first || running || goesOn;
    if (!first && running && !goesOn) batch.add({ kind: 'reconnected' });
    first = false;
    hiddenAt = null;
    position.resume();
    for await (const lines of readLogLines(source, { tty, timestamps: true })) {
      for (const line of position.take(lines)) {
        if (!told) batch.add({ kind: 'reconnected' });
        told = true;
        batch.add({ kind: 'line', line });
      }
      await batch.ready();
      if (signal.aborted) break;
    }
    return told;
  }
}

async function inspect(
  client: EngineClient,
  id: string,
  signal: AbortSignal,
): Promise<{ tty: boolean; running: boolean }> {
  const found = await client.request<{
    Config?: { Tty?: boolean } | null;
    State?: { Running?: boolean } | null;
  } | null>('GET', enginePath`/containers/${id}/json`, { signal });
  if (!found) throw new LighterError({ code: 'internal', message: 'The engine tells nothing of it.' });
  return { tty: found.Config?.Tty === true, running: found.State?.Running === true };
}

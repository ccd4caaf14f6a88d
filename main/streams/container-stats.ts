import type { ContainerUsage } from '@contract/stats';
import type { Cache, Visibility } from '../cache/types';
import { toLighterError } from '../engine/errors';
import { readJsonLines } from '../engine/ndjson';
import { enginePath } from '../engine/path';
import type { Connection, EngineClient } from '../engine/types';
import type { StreamHandlers, StreamSink } from '../ipc/types';
import { type RawUsage, toUsage, type UsagePoint } from './usage';
import { createUsageHistory, type UsageHistory } from './usage-history';
import { whileThere } from './while-there';

/** Before a stream that broke off while the container runs is opened again, ms. */
const retryAfter = 1000;
/** So many failures in a row are told. */
const maxFailures = 3;

interface Needs {
  connection: Connection;
  cache: Cache;
  visibility: Visibility;
}

/** The handler of `container.stats`; what it has read is remembered for the next time somebody looks. */
export function containerStatsStream(needs: Needs): Pick<StreamHandlers, 'container.stats'> {
  const history = createUsageHistory();
  return { 'container.stats': ({ id }, sink) => follow(needs, id, sink, history) };
}

/** One request at a time, and only while there is something to read and somebody to see it. */
async function follow(
  { connection, cache, visibility }: Needs,
  id: string,
  sink: StreamSink<ContainerUsage>,
  history: UsageHistory,
): Promise<void> {
  const send = latestFirst(sink);
  // The container runs on a living connection and the window is shown.
  const readable = () =>
    visibility.visible && cache.get('containers', id)?.state === 'running' ? connection.client : null;
  const changes = [cache.subscribe, connection.onChange, visibility.onChange];
  const reading = whileThere(readable, changes, sink.signal);
  let failures = 0;
  sink.send([...history.of(id)]);

  while (!sink.signal.aborted) {
    const current = await reading.next();
    if (!current) break;
    try {
      await read(current.value, current.signal);
    } catch (error) {
      if (sink.signal.aborted) break;
      const typed = toLighterError(error);
      if (typed.code === 'not-found') {
        sink.end();
        break;
      }
      if (!current.signal.aborted) {
        failures += 1;
        if (failures >= maxFailures) throw typed;
      }
    }
    // Ended by the engine although it runs as far as we know: the event of its end may be on its way.
    if (!current.signal.aborted) await pause(retryAfter, current.signal);
  }

  async function read(client: EngineClient, signal: AbortSignal): Promise<void> {
    const source = await client.open('GET', enginePath`/containers/${id}/stats`, {
      query: { stream: 1 },
      timeoutMs: 30_000,
      signal,
    });
    // Figures over the time when nobody looked would be no figures of now.
    let point: UsagePoint | null = null;
    for await (const raw of readJsonLines(source)) {
      if (signal.aborted) return;
      const found = toUsage(raw as RawUsage, point, Date.now());
      if (!found) continue;
      point = found.point;
      failures = 0;
      history.add(id, found.usage);
      send(found.usage);
    }
  }
}

/** Sends one at a time; while the view lags, only the latest is kept for it. */
function latestFirst<Item>(sink: StreamSink<Item>): (item: Item) => void {
  let lagging = false;
  let latest: Item | null = null;
  return function send(item) {
    latest = item;
    if (lagging) return;
    latest = null;
    if (sink.send([item])) return;
    lagging = true;
    sink.drained().then(
      () => {
        lagging = false;
        if (latest !== null) send(latest);
      },
      // The port has gone, and the view with it.
      () => undefined,
    );
  };
}

/** Resolves after `ms`, or at once when it is aborted. */
function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(done, ms);
    function done() {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    }
    signal.addEventListener('abort', done, { once: true });
  });
}

import type { StatsSample, StatsUpdate } from '@contract/containers';
import { equal } from '../cache/equal';
import type { Cache, Visibility } from '../cache/types';
import type { Connection, EngineClient } from '../engine/types';
import type { StreamHandlers, StreamSink } from '../ipc/types';
import { createStatsReader, type StatsReader } from './stats-reader';

/** Between two rounds of reading, ms. */
const roundEvery = 1000;
/** Updates go out with every so many rounds. */
const roundsAnUpdate = 2;

interface View {
  sink: StreamSink<StatsUpdate, { visible: string[] }>;
  visible: string[];
  sent: StatsUpdate | null;
  lagging: boolean;
}

/**
 * The handler of `containers.stats`: one reader behind all its views. Nothing is read while there is no view,
 * no window to see it, or no engine.
 */
export function statsStream({
  connection,
  cache,
  visibility,
}: {
  connection: Connection;
  cache: Cache;
  visibility: Visibility;
}): Pick<StreamHandlers, 'containers.stats'> {
  const views = new Set<View>();
  let timer: NodeJS.Timeout | null = null;
  let offVisible: (() => void) | null = null;
  let rounds = 0;
  let reader: { client: EngineClient; stats: StatsReader } | null = null;

  function readerFor(client: EngineClient | null): StatsReader | null {
    if (reader && reader.client !== client) {
      reader.stats.close();
      reader = null;
    }
    if (client && !reader) reader = { client, stats: createStatsReader(client) };
    return reader?.stats ?? null;
  }

  function runningIds(): Set<string> {
    const ids = new Set<string>();
    for (const row of cache.rows('containers').values()) if (row.state === 'running') ids.add(row.id);
    return ids;
  }

  function round(): void {
    const stats = readerFor(connection.client);
    const running = stats ? runningIds() : new Set<string>();
    stats?.round(running, visibleIds());
    if (rounds % roundsAnUpdate === 0) publish(running, stats?.samples() ?? new Map());
    rounds += 1;
  }

  function* visibleIds(): Generator<string> {
    for (const view of views) yield* view.visible;
  }

  function publish(running: Set<string>, samples: ReadonlyMap<string, { sample: StatsSample }>): void {
    const sum: StatsUpdate['sum'] = {
      cpu: running.size === 0 ? 0 : null,
      memory: 0,
      sampled: 0,
      running: running.size,
    };
    for (const { sample } of samples.values()) {
      if (sample.cpu !== null) sum.cpu = (sum.cpu ?? 0) + sample.cpu;
      sum.memory += sample.memory;
      sum.sampled += 1;
    }
    if (sum.cpu !== null) sum.cpu = Math.round(sum.cpu * 100) / 100;
    for (const view of views) {
      const rows: StatsUpdate['rows'] = {};
      for (const id of view.visible) {
        const found = samples.get(id);
        if (found) rows[id] = found.sample;
      }
      send(view, { rows, sum });
    }
  }

  /** A view that lags misses updates: the next one holds all that is to be known. */
  function send(view: View, update: StatsUpdate): void {
    if (view.lagging || equal(view.sent, update)) return;
    view.sent = update;
    if (view.sink.send([update])) return;
    view.lagging = true;
    view.sink.drained().then(
      () => {
        view.lagging = false;
      },
      // The port has gone, and the view with it.
      () => undefined,
    );
  }

  function adjust(): void {
    const work = views.size > 0 && visibility.visible;
    if (work && !timer) {
      rounds = 0;
      timer = setInterval(round, roundEvery);
      round();
    } else if (!work && timer) {
      clearInterval(timer);
      timer = null;
      readerFor(null);
    }
    if (views.size > 0) offVisible ??= visibility.onChange(adjust);
    else {
      offVisible?.();
      offVisible = null;
    }
  }

  return {
    'containers.stats': (_input, sink) =>
      new Promise((resolve) => {
        const view: View = { sink, visible: [], sent: null, lagging: false };
        const close = () => {
          views.delete(view);
          adjust();
          resolve();
        };
        if (sink.signal.aborted) return resolve();
        sink.signal.addEventListener('abort', close, { once: true });
        sink.onControl(({ visible }) => {
          view.visible = visible;
          if (timer) reader?.stats.round(runningIds(), visibleIds());
        });
        views.add(view);
        adjust();
      }),
  };
}

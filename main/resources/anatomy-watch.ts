import type { AnatomyUpdate, ContainerProcess } from '@contract/anatomy';
import { equal } from '../cache/equal';
import type { Cache, Visibility } from '../cache/types';
import type { CallMeter } from '../engine/call-meter';
import type { Connection, EngineClient } from '../engine/types';
import type { StreamHandlers, StreamSink } from '../ipc/types';
import { type CommandLine, procCommandLine, readProcess } from './anatomy-processes';

/** Between two looks at the meter, ms. */
const every = 1000;
/** After a container's start its entry script may give way to the program it runs: looked at once more. */
const lookAgainAfter = 2500;

export interface AnatomyDeps {
  connection: Connection;
  cache: Cache;
  visibility: Visibility;
  meter: CallMeter;
  /** Of this machine's processes. */
  commandLine?: CommandLine;
}

type Sink = StreamSink<AnatomyUpdate, { shown: string[] }>;

/** The handler of `anatomy.watch`. Nothing is read and no clock runs while the window is hidden. */
export function anatomyWatch(deps: AnatomyDeps): Pick<StreamHandlers, 'anatomy.watch'> {
  return { 'anatomy.watch': (_input, sink) => watch(deps, sink) };
}

function watch(deps: AnatomyDeps, sink: Sink): Promise<void> {
  const { connection, cache, visibility, meter } = deps;
  const processes = new Map<string, ContainerProcess>();
  const dirty = new Set<string>();
  const later = new Set<NodeJS.Timeout>();
  let shown: string[] = [];
  let client: EngineClient | null = null;
  let sent: AnatomyUpdate | null = null;
  let timer: NodeJS.Timeout | null = null;
  let reading = false;

  function publish(): void {
    const { calls, events, latest, watched } = meter.reading();
    const update: AnatomyUpdate = {
      calls: { perMinute: calls, latest: latest.slice(0, 8) },
      events: { perMinute: events },
      watched,
      processes: Object.fromEntries(processes),
    };
    if (equal(sent, update)) return;
    sent = update;
    sink.send([update]);
  }

  function lives(id: string): boolean {
    const state = cache.get('containers', id)?.state;
    return state === 'running' || state === 'paused';
  }

  /** One container at a time: a picture that fills a little later is worth no burst of requests. */
  async function readDirty(): Promise<void> {
    if (reading) return;
    reading = true;
    for (;;) {
      const next = dirty.values().next();
      const from = connection.client;
      if (next.done || !from || !timer || sink.signal.aborted) break;
      const id = next.value;
      dirty.delete(id);
      const local = !connection.row.endpoint.remote;
      const look = local ? (deps.commandLine ?? procCommandLine) : null;
      try {
        const found = await readProcess(from, id, look, sink.signal);
        if (from === connection.client && shown.includes(id) && lives(id)) processes.set(id, found);
      } catch {
        // Ended or unreachable; its row says so, and what can be known of it is nothing.
        processes.delete(id);
      }
    }
    reading = false;
    if (timer && !sink.signal.aborted) publish();
  }

  function mark(ids: readonly string[]): void {
    for (const id of ids) {
      if (lives(id)) dirty.add(id);
      else processes.delete(id);
    }
    void readDirty();
    const young = ids.filter(isYoung);
    if (young.length === 0) return;
    const look = setTimeout(() => {
      later.delete(look);
      for (const id of young) if (shown.includes(id) && lives(id)) dirty.add(id);
      void readDirty();
    }, lookAgainAfter);
    later.add(look);
  }

  function isYoung(id: string): boolean {
    const since = cache.get('containers', id)?.since ?? null;
    return lives(id) && since !== null && Date.now() - since < lookAgainAfter;
  }

  function round(): void {
    if (connection.client !== client) {
      client = connection.client;
      processes.clear();
      mark(shown);
    }
    publish();
  }

  function adjust(): void {
    if (visibility.visible && !timer) {
      timer = setInterval(round, every);
      mark(shown);
      round();
    } else if (!visibility.visible) stopClocks();
  }

  function stopClocks(): void {
    if (timer) clearInterval(timer);
    timer = null;
    for (const look of later) clearTimeout(look);
    later.clear();
  }

  return new Promise((resolve) => {
    if (sink.signal.aborted) return resolve();
    const off = [
      visibility.onChange(adjust),
      cache.subscribe((patches) => {
        const moved = patches.flatMap(({ table, key }) =>
          table === 'containers' && shown.includes(key) ? [key] : [],
        );
        if (moved.length > 0 && timer) mark(moved);
      }),
    ];
    sink.onControl((control) => {
      const fresh = control.shown.filter((id) => !shown.includes(id));
      shown = control.shown;
      for (const id of [...processes.keys()]) if (!shown.includes(id)) processes.delete(id);
      if (timer) mark(fresh);
    });
    sink.signal.addEventListener(
      'abort',
      () => {
        for (const stop of off) stop();
        stopClocks();
        resolve();
      },
      { once: true },
    );
    adjust();
  });
}

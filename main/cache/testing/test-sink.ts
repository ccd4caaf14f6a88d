import type { LighterErrorData } from '@contract/errors';
import type { StreamSink } from '../../ipc/types';

/** A view that the test plays: it sees what was sent, can lag, talk back, and go. */
export interface TestSink<Item, Control = never> extends StreamSink<Item, Control> {
  items: Item[];
  error: LighterErrorData | null;
  /** From now on `send` says that the view lags. */
  lag(): void;
  catchUp(): void;
  control(value: Control): void;
  close(): void;
}

export function testSink<Item, Control = never>(): TestSink<Item, Control> {
  const gone = new AbortController();
  const listeners: ((control: Control) => void)[] = [];
  let waiting: (() => void)[] = [];
  let lagging = false;
  const catchUp = () => {
    lagging = false;
    const ready = waiting;
    waiting = [];
    for (const resolve of ready) resolve();
  };
  const sink: TestSink<Item, Control> = {
    items: [],
    error: null,
    signal: gone.signal,
    send(items) {
      if (gone.signal.aborted) return false;
      sink.items.push(...items);
      return !lagging;
    },
    drained: () =>
      lagging && !gone.signal.aborted ? new Promise((resolve) => waiting.push(resolve)) : Promise.resolve(),
    onControl: (listener) => {
      listeners.push(listener);
    },
    end: () => sink.close(),
    fail(error) {
      sink.error = error;
      sink.close();
    },
    lag: () => {
      lagging = true;
    },
    catchUp,
    control: (value) => {
      for (const listener of listeners) listener(value);
    },
    close() {
      gone.abort();
      catchUp();
    },
  };
  return sink;
}

/** A window whose visibility the test sets. */
export function testVisibility(visible = true) {
  const listeners = new Set<(visible: boolean) => void>();
  return {
    get visible() {
      return visible;
    },
    set(value: boolean) {
      visible = value;
      for (const listener of [...listeners]) listener(value);
    },
    onChange(listener: (visible: boolean) => void) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
  };
}

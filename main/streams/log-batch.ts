import type { LogItem } from '@contract/containers';
import { type LogPack, packLog } from '@contract/log-pack';
import type { StreamSink } from '../ipc/types';

/** A batch goes out when it is this old, ms, or this large, characters. */
const flushAfter = 16;
const flushAt = 64 * 1024;

/** Gathers log items into batches for a view. */
export interface LogBatch {
  add(item: LogItem): void;
  /** Resolves when the view can take more; the source is not to be read before. */
  ready(): Promise<void>;
  /** Sends what is gathered. */
  flush(): void;
}

export function createLogBatch(sink: StreamSink<LogPack>): LogBatch {
  let items: LogItem[] = [];
  let size = 0;
  let lagging = false;
  let timer: NodeJS.Timeout | null = null;

  function flush(): void {
    if (timer) clearTimeout(timer);
    timer = null;
    if (items.length === 0) return;
    const batch = items;
    items = [];
    size = 0;
    lagging = !sink.send([packLog(batch)]);
  }

  return {
    add(item) {
      items.push(item);
      // The rest is what an item costs beside its text.
      size += item.kind === 'line' ? item.line.text.length + 64 : 64;
      if (size >= flushAt) flush();
      else timer ??= setTimeout(flush, flushAfter);
    },
    async ready() {
      // One chunk of the source may have made several batches: the last answer is the view's state.
      while (lagging && !sink.signal.aborted) {
        await sink.drained();
        lagging = false;
      }
    },
    flush,
  };
}

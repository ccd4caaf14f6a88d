import type { TerminalControl, TerminalItem } from '@contract/exec';
import type { StreamSink } from '../ipc/types';

/** A batch goes out when it is this old, ms, or this large, characters. */
const flushAfter = 8;
const flushAt = 32 * 1024;

/** Gathers output into batches for a view. */
export interface ExecOutput {
  add(text: string): void;
  /** Resolves when the view can take more; the socket is not to be read before. */
  ready(): Promise<void>;
  flush(): void;
}

export function createExecOutput(sink: StreamSink<TerminalItem, TerminalControl>): ExecOutput {
  let gathered = '';
  let lagging = false;
  let timer: NodeJS.Timeout | null = null;

  function flush(): void {
    if (timer) clearTimeout(timer);
    timer = null;
    if (gathered === '') return;
    const text = gathered;
    gathered = '';
    lagging = !sink.send([{ kind: 'output', text }]);
  }

  return {
    add(text) {
      gathered += text;
      if (gathered.length >= flushAt) flush();
      else timer ??= setTimeout(flush, flushAfter);
    },
    async ready() {
      while (lagging && !sink.signal.aborted) {
        await sink.drained();
        lagging = false;
      }
    },
    flush,
  };
}

import type { StateMessage } from '@contract/state';
import { openStream } from '../lib/bridge';
import { applyPatches, fromSnapshot, useMirror } from './mirror';

/** Keeps the mirror in step with main: messages land at once, but once a frame at most; a gap in `rev` opens the stream anew. */
export function startSync(): () => void {
  let queue: StateMessage[] = [];
  let frame = 0;
  let rev = -1;
  let stopped = false;
  let handle = open();

  function open() {
    rev = -1;
    return openStream(
      'state.watch',
      {},
      {
        onItems: (items) => {
          queue.push(...items);
          if (frame === 0) flush();
        },
        onEnd: reopen,
        onError: reopen,
      },
    );
  }

  function reopen() {
    if (stopped) return;
    handle.close();
    queue = [];
    handle = open();
  }

  /** At once; what comes before the next frame waits for that. */
  function flush() {
    frame = requestAnimationFrame(() => {
      frame = 0;
      if (queue.length > 0) flush();
    });
    let { ready, tables } = useMirror.getState();
    for (const message of queue) {
      if (message.kind === 'snapshot') {
        tables = fromSnapshot(message.tables);
        ready = true;
      } else if (message.rev !== rev + 1) {
        reopen();
        return;
      } else {
        tables = applyPatches(tables, message.patches);
      }
      rev = message.rev;
    }
    queue = [];
    useMirror.setState({ ready, tables });
  }

  return () => {
    stopped = true;
    cancelAnimationFrame(frame);
    handle.close();
  };
}

/**
 * An object is read again this long after its last event, ms: dockerd tells of an end (or a pause) before its
 * list shows it, by a few milliseconds at rest and by far more on a busy machine. Without a second look such a
 * row would say `running` until the next event. See docs/decisions/0007.
 */
const looksAgain = [20, 45, 90, 200, 500, 1500];

/** Sees to it that what an event named is read once more when the engine has come to rest. */
export interface SecondLook {
  /** An event has named the object and it is being read. */
  add(key: string): void;
  /** It has come to rest: it is not looked at any more. */
  drop(key: string): void;
  close(): void;
}

/** Hands each key on after each of the delays since it was last added. */
export function createSecondLook(onDue: (keys: string[]) => void): SecondLook {
  const waiting = new Map<string, { due: number; look: number }>();
  let timer: NodeJS.Timeout | null = null;

  function check(): void {
    timer = null;
    const now = performance.now();
    const due: string[] = [];
    let next = Number.POSITIVE_INFINITY;
    for (const [key, wait] of waiting) {
      if (wait.due <= now) {
        due.push(key);
        const [before = 0, after] = looksAgain.slice(wait.look);
        if (after === undefined) {
          waiting.delete(key);
          continue;
        }
        wait.due = now + after - before;
        wait.look += 1;
      }
      next = Math.min(next, wait.due);
    }
    if (next < Number.POSITIVE_INFINITY) timer = setTimeout(check, next - now);
    if (due.length > 0) onDue(due);
  }

  return {
    add(key: string): void {
      const [first = 0] = looksAgain;
      waiting.set(key, { due: performance.now() + first, look: 0 });
      timer ??= setTimeout(check, first);
    },
    drop(key: string): void {
      waiting.delete(key);
    },
    close(): void {
      if (timer) clearTimeout(timer);
      timer = null;
      waiting.clear();
    },
  };
}

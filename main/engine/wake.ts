/** A wait that can be cut short. */
export interface Wake {
  /** Resolves after `ms`, on the next `now()`, or at once when `now()` was called since the last wait. */
  wait(ms: number): Promise<'time' | 'woken'>;
  now(): void;
}

export function createWake(): Wake {
  let pending = false;
  let resume: (() => void) | null = null;
  return {
    wait(ms) {
      if (pending) {
        pending = false;
        return Promise.resolve('woken');
      }
      return new Promise((resolve) => {
        const end = (how: 'time' | 'woken') => {
          clearTimeout(timer);
          resume = null;
          resolve(how);
        };
        const timer = setTimeout(() => end('time'), ms);
        resume = () => end('woken');
      });
    },
    now() {
      if (resume) resume();
      else pending = true;
    },
  };
}

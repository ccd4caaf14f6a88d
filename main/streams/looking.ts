import type { Visibility } from '../cache/types';

/** What is to go on only while somebody can see it. */
export interface Looking {
  /** Aborted when the window is hidden or the view goes; another one once the window is shown again. */
  readonly signal: AbortSignal;
  /** Resolves when the window can be seen, at once where it can, or when the view has gone. */
  begin(): Promise<void>;
}

/** Watches the window for one view; listens until `gone`. */
export function createLooking(visibility: Visibility, gone: AbortSignal): Looking {
  let look = new AbortController();
  let wake: (() => void) | null = null;
  const off = visibility.onChange((visible) => {
    if (visible) wake?.();
    else look.abort();
  });
  gone.addEventListener(
    'abort',
    () => {
      off();
      look.abort();
      wake?.();
    },
    { once: true },
  );

  return {
    get signal() {
      return look.signal;
    },
    async begin() {
      if (!visibility.visible && !gone.aborted)
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      wake = null;
      if (look.signal.aborted && !gone.aborted) look = new AbortController();
    },
  };
}

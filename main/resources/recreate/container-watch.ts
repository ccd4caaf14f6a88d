import { createEventMemory, followEvents } from '../../engine/events';
import { enginePath } from '../../engine/path';
import type { EngineClient, EngineEvent } from '../../engine/types';
import type { RawContainer } from './raw';

/** What says that a container may be better or worse than it was. */
const signs = new Set(['health_status', 'die', 'oom', 'start', 'restart', 'stop', 'kill', 'destroy']);

/** Between two tries to follow the events of an engine that ends them at once, ms. */
const attachAgain = 1000;

/** Tells when it is worth looking at a container again. */
export interface ContainerWatch {
  /** Resolves at the next sign, or one since the last call; after `ms`; or when the signal is aborted. */
  next(ms: number): Promise<void>;
}

/**
 * Follows `GET /events` of one container, from its start on by the engine's own clock: what happened before the stream
 * was attached comes too. An end of the stream is a sign, and it is attached again. Stops with the signal.
 */
export function createContainerWatch(
  client: EngineClient,
  { Id, State }: Pick<RawContainer, 'Id' | 'State'>,
  signal: AbortSignal,
): ContainerWatch {
  let seen = false;
  let wake: (() => void) | null = null;
  const sign = () => {
    seen = true;
    wake?.();
  };
  signal.addEventListener('abort', sign, { once: true });
  const memory = createEventMemory();
  const since = Math.floor(Date.parse(State.StartedAt ?? '') / 1000);

  const onEvent = (event: EngineEvent) => {
    if (signs.has(event.action)) sign();
  };
  async function follow(): Promise<void> {
    while (!signal.aborted) {
      const began = Date.now();
      try {
        const source = await client.open('GET', enginePath`/events`, {
          query: {
            filters: JSON.stringify({ type: ['container'], container: [Id] }),
            ...(since > 0 && { since }),
          },
          timeoutMs: Number.POSITIVE_INFINITY,
          signal,
        });
        await followEvents(source, memory, onEvent);
      } catch {
        // Whoever is told looks at the container, and hears from the engine why that cannot be done.
      }
      sign();
      await pause(Math.max(0, attachAgain - (Date.now() - began)), signal);
    }
  }
  void follow();

  return {
    async next(ms) {
      if (!seen) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, ms);
          wake = () => {
            clearTimeout(timer);
            resolve();
          };
        });
        wake = null;
      }
      seen = false;
    },
  };
}

/** Waits; an abort ends it early, without an error. */
function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal.addEventListener('abort', end);
  });
}

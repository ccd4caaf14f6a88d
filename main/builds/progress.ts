import type { BuildStep } from '@contract/builds';
import { type BuildEvent, plain } from '../engine/build-events';
import type { createStepPlaces } from './dockerfile';
import type { Mask } from './secret-mask';

/** Characters of output that are kept of one step, and of all. */
const keptOfStep = 512 * 1024;
const keptOfAll = 4 * 1024 * 1024;

/** The steps of a build under way and what they print, free of secrets. One that prints without end is cut. */
export function createProgress(places: ReturnType<typeof createStepPlaces>, mask: Mask) {
  const steps = new Map<string, BuildStep>();
  const output = new Map<string, string>();
  let kept = 0;

  function step(event: Extract<BuildEvent, { kind: 'step' }>): void {
    const before = steps.get(event.id);
    const name = mask.text(event.name) || before?.name || event.id;
    const cached = event.cached || before?.state === 'cached';
    const state =
      event.error !== null
        ? /context canceled/i.test(event.error)
          ? 'cancelled'
          : 'failed'
        : cached
          ? 'cached'
          : event.endedAt !== null
            ? 'done'
            : event.startedAt !== null
              ? 'running'
              : (before?.state ?? 'waiting');
    steps.set(event.id, {
      id: event.id,
      name,
      ...(before ? { stage: before.stage, line: before.line } : places(name)),
      state,
      startedAt: before?.startedAt ?? event.startedAt,
      endedAt: event.endedAt,
      error: event.error === null ? null : mask.text(event.error),
    });
  }

  function print(id: string, text: string): string {
    const room = Math.min(keptOfStep - (output.get(id)?.length ?? 0), keptOfAll - kept);
    const added = text.slice(0, Math.max(0, room));
    if (added === '') return '';
    kept += added.length;
    output.set(id, (output.get(id) ?? '') + added);
    return added;
  }

  return {
    get steps() {
      return [...steps.values()];
    },
    output: output as ReadonlyMap<string, string>,
    counts: () => {
      const all = [...steps.values()];
      return {
        total: all.length,
        done: all.filter(({ state }) => state === 'done' || state === 'cached').length,
        cached: all.filter(({ state }) => state === 'cached').length,
      };
    },
    /** Takes an event in; gives what was printed by it. */
    take(event: BuildEvent): { step: string; text: string } | null {
      if (event.kind === 'step') step(event);
      if (event.kind !== 'output') return null;
      const text = print(event.id, mask.piece(event.id, plain(event.text)));
      return text === '' ? null : { step: event.id, text };
    },
    /** The build has ended: what still runs was broken off. Gives what was held back. */
    end(): { step: string; text: string }[] {
      for (const one of steps.values())
        if (one.state === 'running') steps.set(one.id, { ...one, state: 'cancelled', endedAt: Date.now() });
      return [...steps.keys()]
        .map((id) => ({ step: id, text: print(id, mask.rest(id)) }))
        .filter(({ text }) => text !== '');
    },
  };
}

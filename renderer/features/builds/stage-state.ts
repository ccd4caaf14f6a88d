import type { BuildStep } from '@contract/builds';

/** What becomes of a stage as a whole: the worst of its steps' states counts. Pure. */
export function stageState(steps: readonly BuildStep[]): BuildStep['state'] {
  const has = (state: BuildStep['state']) => steps.some((step) => step.state === state);
  for (const state of ['failed', 'running', 'cancelled'] as const) if (has(state)) return state;
  if (steps.length === 0 || steps.every(({ state }) => state === 'waiting')) return 'waiting';
  if (has('waiting')) return 'running';
  return steps.every(({ state }) => state === 'cached') ? 'cached' : 'done';
}

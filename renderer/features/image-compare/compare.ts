import type { HistoryEntry } from '@contract/images';
import { shellLine } from '../../lib/shell-quote';
import { instruction } from '../image-details/instruction';
import type { ImageFacts } from '../image-details/read-inspect';

export type Change = 'same' | 'added' | 'removed' | 'changed';

/** One property of both images; an empty text where an image does not have it. */
export interface Difference {
  group: 'image' | 'runs' | 'env' | 'labels';
  /** A key of `image-details`, or the variable's or label's own name. */
  name: string;
  before: string;
  after: string;
  change: Change;
}

/** One build step: in both images up to where they part, then in one of them. */
export interface StepDifference {
  change: 'same' | 'added' | 'removed';
  text: string;
  /** Bytes. */
  size: number;
}

function changeOf(before: string, after: string): Change {
  if (before === after) return 'same';
  if (before === '') return 'added';
  return after === '' ? 'removed' : 'changed';
}

/** What differs in the configuration; properties that neither has are left out. Pure. */
export function compareFacts(before: ImageFacts, after: ImageFacts): Difference[] {
  const plain = (
    group: Difference['group'],
    name: string,
    pick: (facts: ImageFacts) => string,
  ): Difference => ({
    group,
    name,
    before: pick(before),
    after: pick(after),
    change: changeOf(pick(before), pick(after)),
  });
  const pairs = (group: 'env' | 'labels'): Difference[] => {
    const [left, right] = [before[group], after[group]].map(
      (list) => new Map(list.map(({ name, value }) => [name, value])),
    );
    const names = [...new Set([...(left?.keys() ?? []), ...(right?.keys() ?? [])])].sort();
    return names.map((name) => {
      const [a, b] = [left?.get(name), right?.get(name)];
      // A variable may be there and empty, which is not the same as absent.
      const change = a === b ? 'same' : a === undefined ? 'added' : b === undefined ? 'removed' : 'changed';
      return { group, name, before: a ?? '', after: b ?? '', change };
    });
  };
  return [
    plain('image', 'platform', ({ platform }) => platform),
    plain('image', 'author', ({ author }) => author),
    plain('runs', 'entrypoint', ({ entrypoint }) => shellLine(entrypoint)),
    plain('runs', 'command', ({ command }) => shellLine(command)),
    plain('runs', 'workingDir', ({ workingDir }) => workingDir),
    plain('runs', 'user', ({ user }) => user),
    plain('runs', 'ports', ({ ports }) => [...ports].sort().join(' ')),
    plain('runs', 'volumes', ({ volumes }) => volumes.join(' ')),
    plain('runs', 'healthcheck', ({ healthcheck }) => shellLine(healthcheck)),
    plain('runs', 'stopSignal', ({ stopSignal }) => stopSignal),
    ...pairs('env'),
    ...pairs('labels'),
  ].filter(({ group, before: a, after: b }) => group === 'env' || group === 'labels' || a !== '' || b !== '');
}

/**
 * The build steps of both, oldest first: those they have in common from the bottom up, then what the first alone
 * has, then what the second alone has. Pure.
 */
export function compareSteps(
  before: readonly HistoryEntry[],
  after: readonly HistoryEntry[],
): StepDifference[] {
  const left = [...before].reverse();
  const right = [...after].reverse();
  let common = 0;
  while (common < left.length && common < right.length && sameStep(left[common], right[common])) common += 1;
  const to = (change: StepDifference['change']) => (step: HistoryEntry) => ({
    change,
    text: instruction(step.createdBy),
    size: step.size,
  });
  return [
    ...right.slice(0, common).map(to('same')),
    ...left.slice(common).map(to('removed')),
    ...right.slice(common).map(to('added')),
  ];
}

/** The same step made at the same time: the same line run again makes another layer. */
const sameStep = (a: HistoryEntry | undefined, b: HistoryEntry | undefined) =>
  a?.createdBy === b?.createdBy && a?.size === b?.size && a?.createdAt === b?.createdAt;

/** How many layers from the bottom both stand on, of `RootFS.Layers`. Tolerant of whatever is missing. Pure. */
export function sharedLayers(
  before: unknown,
  after: unknown,
): { shared: number; before: number; after: number } {
  const [left, right] = [layersOf(before), layersOf(after)];
  let shared = 0;
  while (shared < left.length && shared < right.length && left[shared] === right[shared]) shared += 1;
  return { shared, before: left.length, after: right.length };
}

function layersOf(inspect: unknown): unknown[] {
  const root = (inspect as { RootFS?: { Layers?: unknown } | null } | null)?.RootFS?.Layers;
  return Array.isArray(root) ? root : [];
}

import type { ProcessList } from '@contract/container-look';

/** Columns of `ps -ef` that tell a reader of a container's processes nothing. */
const dull = new Set(['C', 'TTY']);

/** The list without its dull columns. Pure; cells that are missing are empty. */
export function readableProcesses({ titles, rows, more }: ProcessList): ProcessList {
  const kept = titles.flatMap((title, index) => (dull.has(title) ? [] : [index]));
  return {
    titles: kept.map((index) => titles[index] ?? ''),
    rows: rows.map((cells) => kept.map((index) => cells[index] ?? '')),
    more,
  };
}

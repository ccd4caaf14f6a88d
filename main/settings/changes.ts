import type { EngineMarks, ListChange, ListSettings, Settings } from '@contract/settings';
import { untouchedList } from '@contract/untouched-list';

/** The lists after one of them was arranged anew; what the change does not name stays. Pure. */
export function withList(lists: Settings['lists'], list: string, change: ListChange): Settings['lists'] {
  return { ...lists, [list]: { ...(lists[list] ?? untouchedList), ...change } satisfies ListSettings };
}

const none: EngineMarks = { pinned: [], protected: [] };
/** Names an engine may have marked; the ones marked first go first. */
const mostMarked = 1000;

/** The marks after these names of an engine got one, or lost it. Pure. */
export function withMarks(
  marks: Settings['marks'],
  url: string,
  { mark, names, on }: { mark: keyof EngineMarks; names: readonly string[]; on: boolean },
): Settings['marks'] {
  const own = marks[url] ?? none;
  const rest = own[mark].filter((name) => !names.includes(name));
  return { ...marks, [url]: { ...own, [mark]: on ? [...rest, ...names].slice(-mostMarked) : rest } };
}

/** The marks of an engine after a container has got another name there: what was marked stays marked. Pure. */
export function renamedMarks(
  marks: Settings['marks'],
  url: string,
  from: string,
  to: string,
): Settings['marks'] {
  const own = marks[url];
  if (!own) return marks;
  const renamed = (names: readonly string[]) => [
    ...new Set(names.map((name) => (name === from ? to : name))),
  ];
  return { ...marks, [url]: { pinned: renamed(own.pinned), protected: renamed(own.protected) } };
}

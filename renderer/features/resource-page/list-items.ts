/** The rows that belong together. */
export interface RowGroup<Row> {
  name: string;
  /** Those that match, in order. */
  rows: readonly Row[];
  /** All there are, whatever is searched for. */
  all: readonly Row[];
}

/** A line of the list: a row, or the head of a group. */
export type ListItem<Row> =
  | { kind: 'row'; key: string; row: Row; group: string | null; isTop?: true }
  | { kind: 'group'; key: string; group: RowGroup<Row>; isOpen: boolean };

/** No engine object's key begins so. */
const groupMark = '@group:';
export const groupKey = (name: string) => `${groupMark}${name}`;
export const isGroupKey = (key: string) => key.startsWith(groupMark);

interface ItemsOptions<Row> {
  /** All rows, and those that match, in order. */
  rows: readonly Row[];
  matching: readonly Row[];
  keyOf: (row: Row) => string;
  /** Absent: no groups. */
  groupOf: ((row: Row) => string | null) | undefined;
  collapsed: ReadonlySet<string>;
  isPinned: ((row: Row) => boolean) | undefined;
}

/**
 * The lines in order: pinned rows, then groups where their first row would stand, then all others. A pinned row
 * stands on top only. Pure.
 */
export function listItems<Row>(options: ItemsOptions<Row>): ListItem<Row>[] {
  const { matching, keyOf, groupOf, collapsed, isPinned } = options;
  const top: ListItem<Row>[] = [];
  const rest: ListItem<Row>[] = [];
  const groups = new Map<string, Row[]>();
  for (const row of matching) {
    const pinned = isPinned?.(row) ?? false;
    const name = pinned ? null : (groupOf?.(row) ?? null);
    if (name !== null) {
      const group = groups.get(name);
      if (group) group.push(row);
      else groups.set(name, [row]);
    } else if (pinned) top.push({ kind: 'row', key: keyOf(row), row, group: null, isTop: true });
    else rest.push({ kind: 'row', key: keyOf(row), row, group: null });
  }
  if (groups.size === 0) return top.length === 0 ? rest : [...top, ...rest];
  const all = membersOf(options.rows, groupOf);
  const items = top;
  for (const [name, rows] of groups) {
    const isOpen = !collapsed.has(name);
    items.push({
      kind: 'group',
      key: groupKey(name),
      group: { name, rows, all: all.get(name) ?? rows },
      isOpen,
    });
    if (isOpen) for (const row of rows) items.push({ kind: 'row', key: keyOf(row), row, group: name });
  }
  for (const item of rest) items.push(item);
  return items;
}

function membersOf<Row>(rows: readonly Row[], groupOf: ItemsOptions<Row>['groupOf']): Map<string, Row[]> {
  const members = new Map<string, Row[]>();
  for (const row of rows) {
    const name = groupOf?.(row) ?? null;
    if (name === null) continue;
    const known = members.get(name);
    if (known) known.push(row);
    else members.set(name, [row]);
  }
  return members;
}

/** Lines that stand together: a group with its rows, or rows of no group. */
export interface Section<Entry> {
  /** The group's name; null for rows of no group. */
  group: string | null;
  key: string;
  entries: Entry[];
}

/**
 * Cuts lines into the sections they belong to. A section's key is the same whichever of its lines are in view: another
 * one would make its rows anew, and the one with the focus would lose it. Pure.
 */
export function sectionsOf<Row, Entry>(
  entries: readonly Entry[],
  itemOf: (entry: Entry) => ListItem<Row> | undefined,
): Section<Entry>[] {
  const sections: Section<Entry>[] = [];
  for (const entry of entries) {
    const item = itemOf(entry);
    if (!item) continue;
    const group = item.kind === 'group' ? item.group.name : item.group;
    const key = group !== null ? groupKey(group) : item.kind === 'row' && item.isTop ? 'rows on top' : 'rows';
    const last = sections.at(-1);
    if (last && last.key === key) last.entries.push(entry);
    else sections.push({ group, key, entries: [entry] });
  }
  return sections;
}

/** Where Left and Right lead in a list with groups, or what they do there; null for any other key or line. */
export function groupStep<Row>(
  key: string,
  items: readonly ListItem<Row>[],
  index: number,
): { toggle: string } | { to: number } | null {
  const item = items[index];
  if (!item) return null;
  if (item.kind === 'row') {
    if (key !== 'ArrowLeft' || item.group === null) return null;
    return { to: items.findIndex(({ key }) => key === groupKey(item.group ?? '')) };
  }
  if (key === 'ArrowRight') return item.isOpen ? { to: index + 1 } : { toggle: item.group.name };
  if (key === 'ArrowLeft' && item.isOpen) return { toggle: item.group.name };
  return null;
}

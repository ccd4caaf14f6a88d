import { describe, expect, it } from 'vitest';
import { groupStep, isGroupKey, type ListItem, listItems, sectionsOf } from './list-items';

interface Row {
  name: string;
  project: string | null;
}

const rows: Row[] = [
  { name: 'a', project: null },
  { name: 'db', project: 'shop' },
  { name: 'blog', project: 'blog' },
  { name: 'web', project: 'shop' },
  { name: 'z', project: null },
];
const build = (change: Partial<Parameters<typeof listItems<Row>>[0]> = {}) =>
  listItems<Row>({
    rows,
    matching: rows,
    keyOf: ({ name }) => name,
    groupOf: ({ project }) => project,
    collapsed: new Set(),
    isPinned: undefined,
    ...change,
  });
const keys = (items: readonly ListItem<Row>[]) => items.map(({ key }) => key);

describe('listItems', () => {
  it('puts groups where their first row would stand, then what belongs to none', () => {
    expect(keys(build())).toEqual(['@group:shop', 'db', 'web', '@group:blog', 'blog', 'a', 'z']);
  });

  it('is the rows alone without groups', () => {
    expect(keys(build({ groupOf: undefined }))).toEqual(['a', 'db', 'blog', 'web', 'z']);
  });

  it('hides the rows of a collapsed group', () => {
    expect(keys(build({ collapsed: new Set(['shop']) }))).toEqual([
      '@group:shop',
      '@group:blog',
      'blog',
      'a',
      'z',
    ]);
  });

  it('puts pinned rows on top, out of their group, which still counts them', () => {
    const items = build({ isPinned: ({ name }) => name === 'web' || name === 'z' });
    expect(keys(items)).toEqual(['web', 'z', '@group:shop', 'db', '@group:blog', 'blog', 'a']);
    const shop = items[2];
    expect(shop?.kind === 'group' && shop.group.all.map(({ name }) => name)).toEqual(['db', 'web']);
  });

  it('leaves out a group nothing of which matches, and knows all members of the others', () => {
    const items = build({ matching: rows.slice(0, 2) });
    expect(keys(items)).toEqual(['@group:shop', 'db', 'a']);
    const shop = items[0];
    expect(shop?.kind === 'group' && [shop.group.rows.length, shop.group.all.length]).toEqual([1, 2]);
  });

  it('tells keys of groups from keys of rows', () => {
    expect(
      build()
        .filter(({ key }) => isGroupKey(key))
        .map(({ kind }) => kind),
    ).toEqual(['group', 'group']);
  });
});

describe('sectionsOf', () => {
  it('keeps each group together and rows of none apart', () => {
    const items = build({ isPinned: ({ name }) => name === 'z' });
    expect(sectionsOf(items, (item) => item).map(({ group, entries }) => [group, keys(entries)])).toEqual([
      [null, ['z']],
      ['shop', ['@group:shop', 'db', 'web']],
      ['blog', ['@group:blog', 'blog']],
      [null, ['a']],
    ]);
  });

  it('gives a section the same key whatever else is in view', () => {
    const items = build({ isPinned: ({ name }) => name === 'z' });
    const keyOfLast = (from: number) => sectionsOf(items.slice(from), (item) => item).at(-1)?.key;
    expect(keyOfLast(items.length - 1)).toBe(keyOfLast(0));
    expect(keyOfLast(3)).toBe(keyOfLast(0));
    const [top] = sectionsOf(items, (item) => item);
    expect(top?.key).not.toBe(keyOfLast(0));
  });
});

describe('groupStep', () => {
  const open = build();
  const closed = build({ collapsed: new Set(['shop']) });
  it('opens and closes a group, and goes in and out of it', () => {
    expect(groupStep('ArrowRight', closed, 0)).toEqual({ toggle: 'shop' });
    expect(groupStep('ArrowLeft', closed, 0)).toBeNull();
    expect(groupStep('ArrowRight', open, 0)).toEqual({ to: 1 });
    expect(groupStep('ArrowLeft', open, 0)).toEqual({ toggle: 'shop' });
    expect(groupStep('ArrowLeft', open, 2)).toEqual({ to: 0 });
  });

  it('leaves rows of no group and other keys alone', () => {
    expect(groupStep('ArrowLeft', open, 5)).toBeNull();
    expect(groupStep('ArrowRight', open, 1)).toBeNull();
    expect(groupStep('ArrowDown', open, 0)).toBeNull();
    expect(groupStep('ArrowLeft', open, 99)).toBeNull();
  });
});

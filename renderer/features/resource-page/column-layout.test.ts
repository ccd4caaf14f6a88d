import { describe, expect, it } from 'vitest';
import {
  actionsWidth,
  fitColumns,
  gridTemplate,
  leastWidth,
  moveColumn,
  orderColumns,
  roomFor,
  selectWidth,
} from './column-layout';

const columns = [
  { id: 'name', min: 150, grow: 3, importance: 1 },
  { id: 'image', min: 120, grow: 2, importance: 3 },
  { id: 'state', min: 100, grow: 0, importance: 2 },
];
const frame = selectWidth + actionsWidth;
const ids = (list: readonly { id: string }[]) => list.map(({ id }) => id);
const choice = (hidden: string[] = [], order: string[] = [], widths: Record<string, number> = {}) => ({
  hidden: new Set(hidden),
  order,
  widths,
});
const idsAt = (width: number, ...hidden: string[]) => ids(fitColumns(columns, choice(hidden), width));

describe('fitColumns', () => {
  it('lets the least important go first, one by one', () => {
    expect(idsAt(frame + 370)).toEqual(['name', 'image', 'state']);
    expect(idsAt(frame + 369)).toEqual(['name', 'state']);
    expect(idsAt(frame + 249)).toEqual(['name']);
  });

  it('keeps the name whatever the width, and even when it is hidden', () => {
    expect(idsAt(10)).toEqual(['name']);
    expect(idsAt(10_000, 'name', 'state')).toEqual(['name', 'image']);
  });

  it('leaves hidden columns out and gives their room to the others', () => {
    expect(idsAt(frame + 270, 'state')).toEqual(['name', 'image']);
  });

  it('shows them in the order chosen and leaves the order it was given alone', () => {
    expect(ids(fitColumns(columns, choice([], ['state', 'name', 'image']), 1000))).toEqual([
      'state',
      'name',
      'image',
    ]);
    expect(ids(columns)).toEqual(['name', 'image', 'state']);
  });

  it('counts a column that was narrowed with what it has, a widened one with what it needs', () => {
    const fits = (widths: Record<string, number>) =>
      ids(fitColumns(columns, choice([], [], widths), frame + 330));
    expect(fits({ image: 80 })).toEqual(['name', 'image', 'state']);
    expect(fits({ image: 400 })).toEqual(['name', 'state']);
  });
});

describe('the order', () => {
  it('puts a column that has come since after its neighbour, and forgets one that has gone', () => {
    expect(ids(orderColumns(columns, ['state', 'gone', 'name']))).toEqual(['state', 'name', 'image']);
    expect(ids(orderColumns(columns, ['image', 'state']))).toEqual(['name', 'image', 'state']);
    expect(orderColumns(columns, [])).toBe(columns);
  });

  it('moves one and stays within its ends', () => {
    expect(moveColumn(['a', 'b', 'c'], 'a', 1)).toEqual(['b', 'a', 'c']);
    expect(moveColumn(['a', 'b', 'c'], 'c', -1)).toEqual(['c', 'a', 'b']);
    expect(moveColumn(['a', 'b', 'c'], 'a', 9)).toEqual(['b', 'c', 'a']);
  });
});

describe('gridTemplate', () => {
  it('gives what is left over by shares', () => {
    expect(gridTemplate(columns)).toBe('48px minmax(150px, 3fr) minmax(120px, 2fr) 100px 136px');
  });

  it('holds to a width that was chosen, and lets it yield when the room goes', () => {
    expect(gridTemplate(columns, { name: 300, state: 60 })).toBe(
      '48px minmax(150px, 300px) minmax(120px, 2fr) 60px 136px',
    );
    expect(gridTemplate(columns, { name: 300, image: 300 })).toBe(
      '48px minmax(150px, 300px) minmax(120px, 300px) 100px minmax(136px, 1fr)',
    );
  });

  it('measures one', () => {
    expect(gridTemplate(columns, {}, 'image')).toBe('48px minmax(150px, 3fr) max-content 100px 136px');
  });
});

describe('roomFor', () => {
  it('leaves the others what they need', () => {
    expect(roomFor(columns, {}, 'name', frame + 500)).toBe(280);
    expect(roomFor(columns, { image: 60 }, 'name', frame + 500)).toBe(340);
    expect(roomFor(columns, {}, 'name', 10)).toBe(leastWidth);
  });
});

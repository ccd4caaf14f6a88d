import { describe, expect, it } from 'vitest';
import { actionsWidth, fitColumns, gridTemplate, selectWidth } from './column-layout';

const columns = [
  { id: 'name', min: 150, grow: 3, importance: 1 },
  { id: 'image', min: 120, grow: 2, importance: 3 },
  { id: 'state', min: 100, grow: 0, importance: 2 },
];
const frame = selectWidth + actionsWidth;
const idsAt = (width: number, ...hidden: string[]) =>
  fitColumns(columns, new Set(hidden), width).map(({ id }) => id);

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
});

describe('gridTemplate', () => {
  it('gives what is left over by shares', () => {
    expect(gridTemplate(columns)).toBe('48px minmax(150px, 3fr) minmax(120px, 2fr) 100px 136px');
  });
});

import { describe, expect, it } from 'vitest';
import { isInForce, partsOf, renameView, viewOf, withView } from './views';

const filtering = { search: 'web', chips: ['state:running'], filter: '' };
const layout = { hidden: ['ports'], order: [], widths: { name: 200 }, sort: null, grouped: false };
const view = viewOf('mine', filtering, layout);

describe('views', () => {
  it('give back what was saved', () => {
    expect(partsOf(view)).toEqual({ filtering, layout });
  });

  it('know when the list stands as they say', () => {
    expect(isInForce(view, filtering, layout, 'all')).toBe(true);
    expect(isInForce(view, { ...filtering, filter: 'all' }, layout, 'all')).toBe(true);
    expect(isInForce(view, { ...filtering, filter: 'running' }, layout, 'all')).toBe(false);
    expect(isInForce(view, filtering, { ...layout, grouped: true }, 'all')).toBe(false);
  });

  it('give way to one of the same name', () => {
    const other = viewOf('mine', { ...filtering, search: '' }, layout);
    expect(withView([view], other)).toEqual([other]);
  });

  it('are renamed in their place, never to a name that another has', () => {
    const two = [view, viewOf('other', filtering, layout)];
    expect(renameView(two, 'mine', ' first ')?.map(({ name }) => name)).toEqual(['first', 'other']);
    expect(renameView(two, 'mine', 'other')).toBeNull();
    expect(renameView(two, 'mine', '  ')).toBeNull();
    expect(renameView(two, 'mine', 'mine')).toEqual(two);
  });
});

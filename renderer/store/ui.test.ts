import { beforeEach, describe, expect, it } from 'vitest';
import { useUi } from './ui';

beforeEach(() => useUi.setState(useUi.getInitialState()));

describe('the page state', () => {
  it('marks and clears rows one by one', () => {
    const { markPending, clearPending } = useUi.getState();
    markPending(['a', 'b'], 'stop');
    clearPending(['a']);
    expect([...useUi.getState().pending]).toEqual([['b', 'stop']]);
  });

  it('counts what was changed unseen', () => {
    const { touch, forgetEngine } = useUi.getState();
    touch(['a']);
    touch(['a', 'b']);
    expect([...useUi.getState().touched]).toEqual([
      ['a', 2],
      ['b', 1],
    ]);
    forgetEngine();
    expect(useUi.getState().touched.size).toBe(0);
  });

  it('remembers each list by itself', () => {
    const { remember } = useUi.getState();
    remember('containers', { search: 'web' });
    remember('containers', { scroll: 40 });
    remember('images', { search: 'nginx' });
    expect(useUi.getState().lists.containers).toMatchObject({ search: 'web', scroll: 40 });
    expect(useUi.getState().lists.images).toMatchObject({ search: 'nginx', scroll: 0 });
  });

  it('has what takes another’s place selected and in turn in its stead', () => {
    const { remember, replace } = useUi.getState();
    remember('containers', { selected: new Set(['a', 'b']), active: 'a', scroll: 40 });
    replace('containers', 'a', 'c');
    expect(useUi.getState().lists.containers).toMatchObject({
      selected: new Set(['c', 'b']),
      active: 'c',
      scroll: 40,
    });
    replace('containers', 'x', 'y');
    expect(useUi.getState().lists.containers).toMatchObject({ selected: new Set(['c', 'b']), active: 'c' });
  });

  it('forgets marks and selections of another engine, but not what was searched', () => {
    const { markPending, remember, forgetEngine } = useUi.getState();
    markPending(['a'], 'stop');
    remember('containers', { search: 'web', selected: new Set(['a']), active: 'a', scroll: 40 });
    forgetEngine();
    const { pending, lists } = useUi.getState();
    expect(pending.size).toBe(0);
    expect(lists.containers).toEqual({
      search: 'web',
      chips: [],
      filter: '',
      scroll: 0,
      selected: new Set(),
      active: null,
    });
  });
});

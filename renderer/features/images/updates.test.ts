import { LighterError } from '@contract/errors';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { notifyError, notifySuccess } from '../../ui/notify';
import { checkForUpdates, useUpdates } from './updates';

const { call } = vi.hoisted(() => ({ call: vi.fn() }));
vi.mock('../../lib/bridge', () => ({ call }));
vi.mock('../../ui/notify', () => ({ notifyError: vi.fn(), notifyFailures: vi.fn(), notifySuccess: vi.fn() }));

const images = (...tags: string[]) => tags.map((tag) => ({ tag, imageId: `id of ${tag}` }));
const states = () =>
  Object.fromEntries([...useUpdates.getState().states].map(([tag, { state }]) => [tag, state]));
const asked = () => call.mock.calls.map(([, { tag }]) => tag);

describe('a check for updates', () => {
  beforeEach(() => useUpdates.setState({ states: new Map() }));
  afterEach(() => vi.clearAllMocks());

  it('notes what each registry has', async () => {
    call.mockImplementation(async (_name, { tag }) => ({ state: tag === 'a' ? 'newer' : 'current' }));
    await checkForUpdates(images('a', 'r.example/b'));
    expect(states()).toEqual({ a: 'newer', 'r.example/b': 'current' });
    expect(notifySuccess).toHaveBeenCalledOnce();
    expect(notifyError).not.toHaveBeenCalled();
  });

  it('leaves a registry alone that allows no more requests, and asks the others', async () => {
    call.mockImplementation(async (_name, { tag }) => {
      if (tag === 'r.example/c') return { state: 'current' };
      throw new LighterError({ code: 'registry', message: 'toomanyrequests (retry after 30 s)' });
    });
    await checkForUpdates(images('a', 'b', 'r.example/c'));
    expect(asked()).toEqual(['a', 'r.example/c']);
    expect(states()).toEqual({ 'r.example/c': 'current' });
    expect(notifyError).toHaveBeenCalledOnce();
  });

  it('says nothing was found only where something has answered', async () => {
    call.mockRejectedValue(new LighterError({ code: 'engine-unreachable', message: 'away' }));
    await checkForUpdates(images('a', 'b'));
    expect(asked()).toEqual(['a']);
    expect(notifySuccess).not.toHaveBeenCalled();
  });
});

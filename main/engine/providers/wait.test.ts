import type { EngineRow } from '@contract/engine';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createListeners } from '../listeners';
import type { Connection } from '../types';
import type { Provider } from './types';
import { awaitAnswer } from './wait';

const host = 'unix:///run/user/1000/docker.sock';
const provider = { serves: (url: string) => url === host } as unknown as Provider;

/** A connection of which only the row, its listeners and how often it was told to try again are there. */
function fakeConnection() {
  const listeners = createListeners<EngineRow>(() => undefined);
  const hearing = new Set<() => void>();
  let row = { state: 'stopped', endpoint: { url: host } };
  let tries = 0;
  const connection = {
    get row() {
      return row;
    },
    onChange: (listener: () => void) => {
      const off = listeners.add(listener);
      hearing.add(off);
      return () => {
        hearing.delete(off);
        off();
      };
    },
    retry: () => {
      tries += 1;
    },
  } as unknown as Connection;
  return {
    connection,
    set: (state: string, url = host) => {
      row = { state, endpoint: { url } };
      listeners.tell(connection.row);
    },
    tries: () => tries,
    hearing: () => hearing.size,
  };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('an answer that is waited for', () => {
  it('is known as soon as the connection has it, and the connection is made to try meanwhile', async () => {
    const { connection, set, tries, hearing } = fakeConnection();
    const answer = awaitAnswer(connection, provider, new AbortController().signal);
    vi.advanceTimersByTime(2_000);
    expect(tries()).toBeGreaterThan(2);
    set('running', 'unix:///var/run/docker.sock');
    expect(hearing()).toBe(1);
    set('running');
    // No timer runs on from here.
    await answer;
    expect([hearing(), vi.getTimerCount()]).toEqual([0, 0]);
  });

  it('need not be waited for where it is there', async () => {
    const { connection, set } = fakeConnection();
    set('running');
    await awaitAnswer(connection, provider, new AbortController().signal);
  });

  it('is given up with the reason', async () => {
    const { connection, hearing } = fakeConnection();
    const stopper = new AbortController();
    const answer = awaitAnswer(connection, provider, stopper.signal);
    stopper.abort(new Error('enough'));
    await expect(answer).rejects.toThrow('enough');
    expect([hearing(), vi.getTimerCount()]).toEqual([0, 0]);
    await expect(awaitAnswer(connection, provider, stopper.signal)).rejects.toThrow('enough');
  });
});

import { type EngineRow, noControl } from '@contract/engine';
import { LighterError } from '@contract/errors';
import { describe, expect, it } from 'vitest';
import { createListeners } from '../listeners';
import type { Connection } from '../types';
import { type ControlNotice, createControl } from './control';
import type { Managed } from './managed/managed';
import { able, type Progress, type Provider, ProviderFailure } from './types';

const host = 'unix:///m/docker.sock';

/** A connection whose row the test sets, and an own engine whose start and stop the test writes. */
function setUp(
  part: {
    start?: (signal: AbortSignal, progress: Progress) => Promise<void>;
    startLimit?: number;
    /** Another provider that comes before the own engine. */
    first?: Partial<Provider>;
    endpoint?: Partial<EngineRow['endpoint']>;
  } = {},
) {
  const changed = createListeners<EngineRow>(() => undefined);
  const crashed = createListeners<null>(() => undefined);
  const notices: ControlNotice[] = [];
  const seen: string[] = [];
  let row: EngineRow = {
    state: 'missing',
    since: 0,
    reason: { code: 'no-socket', message: 'ENOENT' },
    epoch: 0,
    lastAnswerAt: null,
    endpoint: {
      url: host,
      source: 'managed',
      context: 'default',
      host: 'localhost',
      remote: false,
      ...part.endpoint,
    },
    version: null,
    control: noControl,
  };
  const set = (state: EngineRow['state']) => {
    row = { ...row, state };
    changed.tell(row);
  };
  const connection = {
    get row() {
      return row;
    },
    client: null,
    onChange: changed.add,
    onEvent: () => () => undefined,
    onConnected: () => () => undefined,
    retry: () => undefined,
  } as unknown as Connection;
  let starts = 0;
  let gaveUp = false;
  const managed: Managed = {
    id: 'managed',
    name: 'Lighter',
    startLimit: part.startLimit ?? 5_000,
    paths: { log: '/m/dockerd.log' } as Managed['paths'],
    host,
    chosen: true,
    wanted: true,
    serves: (url) => url === host,
    detect: async () => able(row.state === 'running'),
    start: async (signal, progress) => {
      starts += 1;
      if (part.start) await part.start(signal, progress);
      set('running');
    },
    stop: async () => set('stopped'),
    restart: async () => set('running'),
    log: async () => ['time="x" level=fatal msg="out of luck"'],
    adopt: async () => false,
    keepsContainers: () => false,
    runs: () => row.state === 'running',
    check: () => undefined,
    onCrash: (listener) => crashed.add(() => listener()),
    giveUp: () => {
      gaveUp = true;
    },
    rotate: () => undefined,
  };
  const first: Provider = {
    id: 'systemd',
    name: 'docker.service',
    startLimit: 5_000,
    serves: () => false,
    detect: async () => able(false),
    start: async () => undefined,
    stop: async () => undefined,
    restart: async () => undefined,
    log: async () => [],
    ...part.first,
  };
  const control = createControl({
    connection,
    providers: part.first ? [first, managed] : [managed],
    managed,
    log: () => undefined,
    tell: (notice) => notices.push(notice),
    backOff: [5, 5, 5],
  });
  control.connection.onChange(({ state, control: { work } }) => {
    const words = work ? `${state}/${work.step}` : state;
    if (seen.at(-1) !== words) seen.push(words);
  });
  const until = (wanted: (shown: EngineRow) => boolean) =>
    new Promise<EngineRow>((resolve) => {
      const look = () => {
        if (!wanted(control.connection.row)) return;
        off();
        resolve(control.connection.row);
      };
      const off = control.connection.onChange(look);
      look();
    });
  return {
    control,
    set,
    seen,
    notices,
    until,
    crash: () => crashed.tell(null),
    starts: () => starts,
    gaveUp: () => gaveUp,
  };
}

describe('starting and stopping', () => {
  it('shows truthfully what is under way', async () => {
    const { control, seen, until } = setUp({
      start: async (_signal, progress) => progress('launching', ['level=info msg="Starting up"']),
    });
    await control.refresh();
    expect(control.connection.row).toMatchObject({
      state: 'stopped',
      control: { start: true, dockerHost: host },
    });
    await control.perform('start');
    expect(seen).toEqual(
      expect.arrayContaining([
        'stopped',
        'starting/preparing',
        'starting/launching',
        'running/launching',
        'running',
      ]),
    );
    await until(({ control: { stop } }) => stop === true);
    await control.perform('stop');
    expect(seen).toContain('stopping/stopping');
    expect((await until(({ control: { work } }) => work === null)).state).toBe('stopped');
    control.dispose();
  });

  it('keeps why it failed, until it runs', async () => {
    let fails = true;
    const { control, until } = setUp({
      start: async () => {
        if (fails) throw new ProviderFailure('disk-full', 'no space', ['no space left on device']);
      },
    });
    await control.refresh();
    await expect(control.perform('start')).rejects.toMatchObject({ message: 'no space' });
    expect(control.connection.row.control.failure).toMatchObject({
      action: 'start',
      code: 'disk-full',
      lines: ['no space left on device'],
    });
    expect(control.connection.row.state).toBe('stopped');
    fails = false;
    await control.perform('start');
    expect((await until(({ state }) => state === 'running')).control.failure).toBeNull();
    control.dispose();
  });

  it('is given up after its time, with the log', async () => {
    const waits = (signal: AbortSignal) =>
      new Promise<void>((_, reject) => signal.addEventListener('abort', () => reject(new Error('aborted'))));
    const { control } = setUp({ start: waits, startLimit: 30 });
    await control.refresh();
    await expect(control.perform('start')).rejects.toMatchObject({ next: 'timeout' });
    expect(control.connection.row.control.failure).toMatchObject({ code: 'timeout', lines: ['out of luck'] });
    control.dispose();
  });

  it('can be cancelled, which is no failure; one thing at a time', async () => {
    const waits = (signal: AbortSignal) =>
      new Promise<void>((_, reject) => signal.addEventListener('abort', () => reject(new Error('aborted'))));
    const { control, until } = setUp({ start: waits });
    await control.refresh();
    const start = control.perform('start');
    const ended = expect(start).rejects.toMatchObject({ code: 'cancelled' });
    await until(({ control: { work } }) => work !== null);
    await expect(control.perform('stop')).rejects.toBeInstanceOf(LighterError);
    control.cancel();
    await ended;
    expect(control.connection.row).toMatchObject({
      state: 'stopped',
      control: { work: null, failure: null },
    });
    control.dispose();
  });
});

it('takes back what a cancelled start has set going before it says so', async () => {
  const waits = (signal: AbortSignal) =>
    new Promise<void>((_, reject) => signal.addEventListener('abort', () => reject(new Error('aborted'))));
  const shown: string[] = [];
  const one = setUp({
    endpoint: { source: 'DOCKER_HOST' },
    first: {
      serves: () => true,
      start: waits,
      abandon: async () => void shown.push(one.control.connection.row.state),
    },
  });
  const start = one.control.perform('start');
  const ended = expect(start).rejects.toMatchObject({ code: 'cancelled' });
  await one.until(({ control: { work } }) => work !== null);
  one.control.cancel();
  await ended;
  expect(shown).toEqual(['stopping']);
  expect(one.control.connection.row.control).toMatchObject({ work: null, failure: null });
  one.control.dispose();
});

it('ends a start that does not end by itself when the engine answers', async () => {
  const ended: unknown[] = [];
  const one = setUp({
    endpoint: { source: 'DOCKER_HOST' },
    first: {
      serves: () => true,
      answerEndsStart: true,
      start: (signal) =>
        new Promise<void>((_, reject) =>
          signal.addEventListener('abort', () => {
            ended.push(one.control.connection.row.state);
            reject(new LighterError({ code: 'cancelled', message: 'docker was cancelled.' }));
          }),
        ),
    },
  });
  const start = one.control.perform('start');
  await one.until(({ control: { work } }) => work !== null);
  one.set('running');
  await start;
  expect(ended).toEqual(['running']);
  expect(one.control.connection.row).toMatchObject({
    state: 'running',
    control: { work: null, failure: null },
  });
  one.control.dispose();
});

it("tells a command's own time limit as one", async () => {
  const one = setUp({
    start: async () => {
      throw new LighterError({ code: 'timeout', message: 'colima did not end within 180 s.' });
    },
  });
  await expect(one.control.perform('start')).rejects.toMatchObject({ code: 'timeout' });
  expect(one.control.connection.row.control.failure).toMatchObject({ code: 'timeout' });
  one.control.dispose();
});

describe('where the system has an engine too', () => {
  it('a click starts that one, the command line our own', async () => {
    const asked: string[] = [];
    const first = { start: async () => void asked.push('systemd'), serves: () => true };
    const free = { source: 'default' as const };
    const one = setUp({ first, endpoint: free });
    await one.control.refresh();
    expect(one.control.connection.row.control.provider).toBe('systemd');
    await one.control.startOwn();
    expect([one.starts(), asked]).toEqual([1, []]);
    one.control.dispose();
  });

  it('the command line starts no other engine than the chosen one', async () => {
    const asked: string[] = [];
    const one = setUp({
      endpoint: { source: 'DOCKER_HOST' },
      first: {
        serves: () => true,
        start: async () => {
          asked.push('systemd');
          one.set('running');
        },
      },
    });
    await one.control.startOwn();
    expect([one.starts(), asked]).toEqual([0, ['systemd']]);
    one.control.dispose();
  });
});

describe('a crash', () => {
  it('is told, and the engine started again', async () => {
    const { control, set, crash, notices, starts, until } = setUp();
    set('running');
    await control.refresh();
    set('stopped');
    crash();
    await until(({ state, control: { work } }) => state === 'running' && work === null);
    expect(notices).toEqual([{ kind: 'crashed', attempt: 1 }]);
    expect(starts()).toBe(1);
    control.dispose();
  });

  it('is mended three times at most', async () => {
    const { control, crash, notices, starts, gaveUp, until } = setUp({
      start: async () => {
        throw new ProviderFailure('see-log', 'dead');
      },
    });
    await control.refresh();
    crash();
    const { control: shown } = await until(({ control: { failure } }) => failure?.code === 'crashed');
    expect(starts()).toBe(3);
    expect(shown.failure?.lines).toEqual(['out of luck']);
    expect(notices.map(({ kind }) => kind)).toEqual(['crashed', 'crashed', 'crashed', 'gave-up']);
    expect(gaveUp()).toBe(true);
    control.dispose();
  });
});

import type { ContainerRow } from '@contract/containers';
import { describe, expect, it } from 'vitest';
import { canDo } from '../containers/container-states';
import { exitMeaning } from './exit-words';
import sick from './fixtures/sick.json';
import { formatLimit } from './format-limit';
import { arrowOf, legalSteps, placeOf } from './life-cycle';
import { readableProcesses } from './processes';
import { readInspect } from './read-inspect';
import { mask, maskedValue, toggled } from './secrets';

describe('readInspect', () => {
  it('survives nothing at all', () => {
    for (const json of [
      null,
      undefined,
      {},
      [],
      'x',
      { State: null, Config: null, HostConfig: null, Mounts: null },
    ]) {
      const facts = readInspect(json);
      expect(facts.env).toEqual([]);
      expect(facts.startedAt).toBeNull();
      expect(facts.restart.policy).toBe('no');
      expect(facts.health).toBeNull();
    }
  });

  it('has the mounts in one order, whichever the engine tells them in', () => {
    const mounts = ['/b', '/a', '/c'].map((Destination) => ({ Type: 'volume', Destination }));
    expect(readInspect({ Mounts: mounts }).mounts.map(({ target }) => target)).toEqual(['/a', '/b', '/c']);
  });

  it('reads what the engine sends', () => {
    const facts = readInspect({
      Id: 'abc',
      Created: '2026-01-02T03:04:05.123456789Z',
      RestartCount: 3,
      State: {
        StartedAt: '2026-01-02T03:04:06Z',
        FinishedAt: '0001-01-01T00:00:00Z',
        ExitCode: 137,
        OOMKilled: true,
        Error: 'oops',
        Health: {
          Status: 'unhealthy',
          FailingStreak: 2,
          Log: [{ Output: 'first' }, { Output: 'refused\n' }],
        },
      },
      Config: {
        Cmd: ['nginx', '-g', 'daemon off;'],
        Entrypoint: '/entry.sh',
        Env: ['A=1', 'B=x=y', 'EMPTY=', 'BARE'],
        Labels: { b: '2', a: '1' },
        ExposedPorts: { '443/tcp': {}, '80/tcp': {} },
      },
      HostConfig: {
        RestartPolicy: { Name: 'on-failure', MaximumRetryCount: 5 },
        PortBindings: { '53/udp': [] },
        NanoCpus: 1.5e9,
        Memory: 536870912,
        PidsLimit: 100,
        Privileged: true,
      },
      Mounts: [
        {
          Type: 'volume',
          Name: 'data',
          Source: '/var/lib/docker/volumes/data/_data',
          Destination: '/data',
          RW: true,
        },
        { Type: 'bind', Source: '/etc', Destination: '/host', RW: false },
      ],
      NetworkSettings: {
        Networks: { bridge: { IPAddress: '172.17.0.2', GlobalIPv6Address: '', Aliases: null } },
      },
    });
    expect(facts.createdAt).toBe(Date.parse('2026-01-02T03:04:05.123Z'));
    expect(facts.finishedAt).toBeNull();
    expect(facts.env).toEqual([
      { name: 'A', value: '1' },
      { name: 'B', value: 'x=y' },
      { name: 'EMPTY', value: '' },
      { name: 'BARE', value: '' },
    ]);
    expect(facts.entrypoint).toEqual(['/entry.sh']);
    expect(facts.labels.map(({ name }) => name)).toEqual(['a', 'b']);
    expect(facts.exposed).toEqual(['53/udp', '80/tcp', '443/tcp']);
    expect(facts.mounts[0]).toEqual({ kind: 'volume', source: 'data', target: '/data', readOnly: false });
    expect(facts.mounts[1]).toEqual({ kind: 'bind', source: '/etc', target: '/host', readOnly: true });
    expect(facts.networks[0]).toEqual({ network: 'bridge', addresses: ['172.17.0.2'], aliases: [] });
    expect(facts.limits).toEqual({ memory: 536870912, swap: 0, cpus: 1.5, pids: 100 });
    expect(facts.health).toMatchObject({ status: 'unhealthy', failures: 2, output: 'refused' });
    expect(facts.restart).toEqual({ policy: 'on-failure', retries: 5, count: 3 });
  });

  it('reads the runs of a health check, latest first', () => {
    const { health } = readInspect(sick);
    expect(health).toMatchObject({
      status: 'unhealthy',
      test: ['test -e /healthy'],
      interval: 1000,
      retries: 1,
    });
    expect(health?.probes).toHaveLength(5);
    expect(health?.probes[0]).toEqual({
      at: Date.parse(sick.State.Health.Log[4]?.Start ?? ''),
      took:
        Date.parse(sick.State.Health.Log[4]?.End ?? '') - Date.parse(sick.State.Health.Log[4]?.Start ?? ''),
      exitCode: 1,
      output: '',
    });
  });

  it('knows the older way to limit CPUs, and that -1 is no limit', () => {
    expect(readInspect({ HostConfig: { CpuQuota: 50_000, CpuPeriod: 100_000 } }).limits.cpus).toBe(0.5);
    expect(readInspect({ HostConfig: { CpuQuota: -1, PidsLimit: -1 } }).limits).toMatchObject({
      cpus: 0,
      pids: 0,
    });
  });
});

describe('exitMeaning', () => {
  it.each([
    [0, false, 'ok', null],
    [1, false, 'error', null],
    [2, false, 'own', null],
    [125, false, 'notRun', null],
    [126, false, 'notExecutable', null],
    [127, false, 'notFound', null],
    [128, false, 'own', null],
    [129, false, 'signal', 'SIGHUP'],
    [130, false, 'interrupted', 'SIGINT'],
    [134, false, 'aborted', 'SIGABRT'],
    [137, false, 'killed', 'SIGKILL'],
    [137, true, 'oom', 'SIGKILL'],
    [1, true, 'oomChild', null],
    [159, false, 'crashed', 'SIGSYS'],
    [0, true, 'ok', null],
    [139, false, 'crashed', 'SIGSEGV'],
    [143, false, 'stopped', 'SIGTERM'],
    [255, false, 'own', null],
  ] as const)('%i (out of memory: %s) is %s', (code, oom, word, signal) => {
    expect(exitMeaning(code, oom)).toEqual({ word, signal });
  });
});

describe('the life cycle', () => {
  it('has a place for every state', () => {
    expect(placeOf('restarting')).toBe('running');
    expect(placeOf('dead')).toBe('exited');
    expect(placeOf('removing')).toBe('removed');
    expect(placeOf('created')).toBe('created');
  });

  it('offers what the list offers too', () => {
    for (const state of [
      'created',
      'running',
      'paused',
      'restarting',
      'exited',
      'dead',
      'removing',
    ] as const) {
      const steps = legalSteps(state);
      for (const action of ['start', 'stop', 'restart', 'pause', 'resume', 'kill'] as const)
        expect([state, action, steps.includes(action)]).toEqual([
          state,
          action,
          canDo(action, { state } as ContainerRow),
        ]);
    }
    expect(legalSteps('dead')).toEqual(['delete']);
    expect(legalSteps('removing')).toEqual([]);
  });

  it('draws each action at an arrow that leaves the place, or says that it leads back', () => {
    const drawn = (state: Parameters<typeof placeOf>[0]) =>
      legalSteps(state).map((step) => [step, arrowOf(placeOf(state), step)]);
    expect(drawn('created')).toEqual([
      ['start', 'first'],
      ['delete', 'remove'],
    ]);
    expect(drawn('running')).toEqual([
      ['stop', 'end'],
      ['pause', 'pause'],
      ['restart', null],
      ['kill', null],
      ['delete', 'remove'],
    ]);
    expect(drawn('paused')).toContainEqual(['resume', 'resume']);
    expect(drawn('paused')).toContainEqual(['stop', 'end']);
    expect(drawn('exited')).toContainEqual(['start', 'again']);
  });
});

describe('readableProcesses', () => {
  it('leaves out what tells nothing, and survives short rows', () => {
    const titles = ['UID', 'PID', 'C', 'TTY', 'CMD'];
    expect(readableProcesses({ titles, rows: [['root', '7', '0', '?', 'sh'], ['root']], more: 1 })).toEqual({
      titles: ['UID', 'PID', 'CMD'],
      rows: [
        ['root', '7', 'sh'],
        ['root', '', ''],
      ],
      more: 1,
    });
  });
});

describe('secrets', () => {
  it('hides a value and its length until it is asked for', () => {
    expect(maskedValue('hunter2', false)).toBe(mask);
    expect(maskedValue('x'.repeat(99), false)).toBe(mask);
    expect(maskedValue('hunter2', true)).toBe('hunter2');
    expect(maskedValue('', false)).toBe('');
  });

  it('shows and hides one without touching the others', () => {
    const shown = toggled(toggled(new Set(), 'A'), 'B');
    expect([...shown]).toEqual(['A', 'B']);
    expect([...toggled(shown, 'A')]).toEqual(['B']);
    expect([...shown]).toEqual(['A', 'B']);
  });
});

describe('formatLimit', () => {
  it('gives back what was written after -m', () => {
    expect(formatLimit(512 * 1024 ** 2)).toBe('512 MiB');
    expect(formatLimit(1.5 * 1024 ** 3)).toBe('1.5 GiB');
    expect(formatLimit(6 * 1024 ** 2)).toBe('6 MiB');
    expect(formatLimit(8 * 1024)).toBe('8 KiB');
    expect(formatLimit(1_000_000)).toBe('977 KiB');
  });
});

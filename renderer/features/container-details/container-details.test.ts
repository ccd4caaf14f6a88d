import { describe, expect, it } from 'vitest';
import { exitMeaning } from './exit-words';
import { formatLimit } from './format-limit';
import { placeOf, places, stepTo } from './life-cycle';
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
    expect(facts.health).toEqual({ status: 'unhealthy', failures: 2, output: 'refused' });
    expect(facts.restart).toEqual({ policy: 'on-failure', retries: 5, count: 3 });
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

  it('offers only steps that one action makes', () => {
    const steps = (from: (typeof places)[number]) => places.map((to) => stepTo(from, to));
    expect(steps('created')).toEqual([null, 'start', null, null, 'delete']);
    expect(steps('running')).toEqual([null, null, 'pause', 'stop', 'delete']);
    expect(steps('paused')).toEqual([null, 'resume', null, 'stop', 'delete']);
    expect(steps('exited')).toEqual([null, 'start', null, null, 'delete']);
    expect(steps('removed')).toEqual([null, null, null, null, null]);
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

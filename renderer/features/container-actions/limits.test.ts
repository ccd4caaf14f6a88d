import { describe, expect, it } from 'vitest';
import { readInspect } from '../container-details/read-inspect';
import { type LimitFields, limitArgs, limitFields, readLimits } from './limits';

const MiB = 1024 ** 2;
const facts = readInspect({
  HostConfig: {
    RestartPolicy: { Name: 'on-failure', MaximumRetryCount: 3 },
    Memory: 512 * MiB,
    MemorySwap: 768 * MiB,
    NanoCpus: 1.5e9,
    PidsLimit: 100,
  },
});
const change = (fields: Partial<LimitFields>, of = facts) =>
  readLimits({ ...limitFields(of), ...fields }, of).change;
const problems = (fields: Partial<LimitFields>, of = facts) =>
  Object.fromEntries(readLimits({ ...limitFields(of), ...fields }, of).problems);

describe('limits in place', () => {
  it('start as they are, and change nothing by themselves', () => {
    expect(limitFields(facts)).toEqual({
      restart: 'on-failure',
      retries: '3',
      memory: '512m',
      cpus: '1.5',
      pids: '100',
    });
    expect(change({})).toEqual({});
    expect(change({}, readInspect({}))).toEqual({});
  });

  it('name only what was changed', () => {
    expect(change({ restart: 'always' })).toEqual({ restart: { name: 'always', retries: 0 } });
    expect(change({ retries: '' })).toEqual({ restart: { name: 'on-failure', retries: 0 } });
    expect(change({ cpus: '.5', pids: '' })).toEqual({ cpus: 0.5, pids: -1 });
  });

  it.each([
    ['keeps the amount of swap', facts, 1280],
    ['gives a container without limits as much swap as memory', readInspect({}), 2048],
    ['gives several as much swap as memory', null, 2048],
  ] as const)('%s', (_name, of, swap) => {
    const fields = { ...limitFields(of), memory: '1g' };
    expect(readLimits(fields, of).change).toEqual({ memory: 1024 * MiB, memorySwap: swap * MiB });
  });

  it('leaves swap without limit as it is', () => {
    const free = readInspect({ HostConfig: { Memory: 64 * MiB, MemorySwap: -1 } });
    expect(change({ memory: '1g' }, free)).toEqual({ memory: 1024 * MiB, memorySwap: -1 });
  });

  it('tells what cannot be, and what only a recreated container is without', () => {
    expect(problems({ memory: '', cpus: '' })).toEqual({ memory: 'recreate', cpus: 'recreate' });
    expect(problems({ memory: '1m', cpus: 'x', pids: '0', retries: '-1' })).toEqual({
      memory: 'small',
      cpus: 'invalid',
      pids: 'invalid',
      retries: 'invalid',
    });
  });

  it('are told as docker update', () => {
    expect(limitArgs(change({ restart: 'always', memory: '1g', pids: '' }), ['a', 'b']).join(' ')).toBe(
      'docker update --restart always --memory 1073741824 --memory-swap 1342177280 --pids-limit -1 a b',
    );
  });
});

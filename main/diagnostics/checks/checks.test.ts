import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Facts } from '../facts/types';
import { wordsKey } from '../report';
import { away, notAnswering, overSsh } from '../testing/case';
import { engineCases } from '../testing/cases-engine';
import { hostCases } from '../testing/cases-host';
import { machineCases } from '../testing/cases-machine';
import { networkCases } from '../testing/cases-network';
import { settingsCases } from '../testing/cases-settings';
import { facts, goodFacts, late, windowsFacts } from '../testing/facts';
import { checks, judge } from './index';

const cases = [...machineCases, ...settingsCases, ...engineCases, ...hostCases, ...networkCases];

describe('checks', () => {
  it.each(cases)(
    '$id: $finding is $state',
    ({ id, finding, state, facts: given, command, action, unmended }) => {
      const outcome = checks[id](given);
      expect(outcome).toMatchObject({ finding, state });
      if (unmended) expect(outcome.fix).toEqual({ kind: 'none' });
      if (command !== undefined) expect(outcome.fix).toMatchObject({ kind: 'command', command });
      if (action !== undefined) expect(outcome.fix).toMatchObject({ action });
    },
  );

  it('finds nothing wrong with a machine on which all is well', () => {
    for (const good of [goodFacts, windowsFacts]) {
      const wrong = judge(good, 'all').filter(({ state }) => state !== 'ok' && state !== 'not-applicable');
      expect(wrong).toEqual([]);
    }
  });

  it('has words for all they can find, and no others', () => {
    const file = join(import.meta.dirname, '../../../locales/en/diagnose.json');
    const words: unknown = JSON.parse(readFileSync(file, 'utf8'));
    const tree = (key: string): Record<string, Record<string, string>> => Reflect.get(Object(words), key);
    const written = Object.entries(tree('check')).flatMap(([id, findings]) =>
      Object.keys(findings).map((finding) => `diagnose:check.${id}.${finding}`),
    );
    const seen = new Set(
      cases.map((one) => wordsKey(one)).filter((key) => key.startsWith('diagnose:check.')),
    );
    expect([...seen].sort()).toEqual(written.sort());
  });

  it('says unknown, and nothing else, where nothing became known in time', () => {
    const nothing = facts({
      config: late,
      endpoint: late,
      dial: late,
      dockerGroup: late,
      answer: late,
      engine: late,
      containers: late,
      programs: late,
      processes: late,
      disk: late,
      cgroup: late,
      firewall: late,
      listeners: late,
      names: late,
      registries: late,
      proxies: late,
    });
    const states = judge(nothing, 'all').map(({ id, state }) => [id, state]);
    const told = states.filter(([, state]) => state !== 'unknown' && state !== 'not-applicable');
    expect(told).toEqual([['platform', 'ok']]);
  });
});

describe('root causes', () => {
  const problems = (given: Facts) =>
    judge(given, 'all')
      .filter(({ state }) => state === 'problem')
      .map(({ id, finding }) => `${id}: ${finding}`);
  const noAnswer = { answer: { ok: false }, engine: late, containers: late };

  it('one problem where ssh does not get there, none where it does', () => {
    expect(problems(overSsh())).toEqual([]);
    expect(judge(overSsh(), 'all').filter(({ state }) => state === 'unknown')).toEqual([]);
    const given = overSsh({ answer: notAnswering('ssh-auth'), engine: null, containers: null });
    expect(problems(given)).toEqual(['answer: sshAuth']);
  });

  it('one problem for no permission', () => {
    const given = facts({
      ...noAnswer,
      system: { gids: [1000] },
      dial: { error: 'EACCES' },
      dockerGroup: { isMember: false },
    });
    expect(problems(given)).toEqual(['permission: notInGroup']);
  });

  it('one problem for a stale socket', () => {
    expect(problems(facts({ ...noAnswer, dial: { error: 'ECONNREFUSED' } }))).toEqual(['socket: stale']);
  });

  it('one problem for an engine that is not installed', () => {
    const given = facts({ ...noAnswer, ...away, programs: { engines: [] }, processes: [] });
    expect(problems(given)).toEqual(['engine-binary: missing']);
  });

  it('one problem for an engine that does not run', () => {
    expect(problems(facts({ ...noAnswer, ...away, processes: [] }))).toEqual(['engine-process: none']);
  });

  it('one problem for a context that does not exist', () => {
    const given = facts({
      ...noAnswer,
      dial: null,
      config: { currentContext: 'gone' },
      endpoint: { kind: null, address: '', failure: { code: 'context-not-found', message: '' } },
    });
    expect(problems(given)).toEqual(['context: missing']);
  });

  it('one problem for a frozen engine', () => {
    expect(problems(facts({ ...noAnswer, answer: notAnswering('no-answer') }))).toEqual(['answer: frozen']);
  });
});

describe('ports', () => {
  it('names who has a port and which stopped container wants it', () => {
    const given = facts({
      containers: [
        { name: 'webserver', running: true, ports: [80] },
        { name: 'second', running: false, ports: [80] },
        { name: 'api', running: false, ports: [8080] },
      ],
      listeners: [
        { port: 80, process: 'docker-proxy', pid: 900 },
        { port: 8080, process: null, pid: null },
      ],
    });
    expect(checks.ports(given).values.list).toBe('80: webserver ← second; 8080: ? ← api');
  });
});

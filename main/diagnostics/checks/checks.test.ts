import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CheckId, CheckState } from '@contract/diagnose';
import { describe, expect, it } from 'vitest';
import type { Facts } from '../facts/types';
import { readWsl } from '../facts/windows';
import { wordsKey } from '../report';
import { facts, goodFacts, known, late, row, windowsFacts } from '../testing/facts';
import { output } from '../testing/fixtures';
import { checks, judge } from './index';

interface Case {
  id: CheckId;
  finding: string;
  state: CheckState;
  facts: Facts;
  /** The command to copy. */
  command?: string;
}

const windows = (changes: Parameters<typeof facts>[0]) => facts(changes, windowsFacts);
const remote = { row: { ...row, remote: true, url: 'tcp://10.0.0.7:2376', host: '10.0.0.7' } };
const mac = (changes: Parameters<typeof facts>[0]) =>
  facts({ ...changes, system: { platform: 'darwin', release: '24.5.0', ...changes.system } });
const away = { dial: { error: 'ENOENT', file: 'missing' as const }, answer: { ok: false }, engine: late };
const wsl = (status: string, version: string, list: string, refused = false) =>
  windows({
    wsl: known(
      readWsl(
        output(`windows/${status}.txt`),
        output(`windows/${version}.txt`, refused ? -1 : 0),
        output(`windows/${list}.txt`),
      ),
    ),
  });
const notAnswering = (code: 'no-answer' | 'bad-answer' | 'connection-lost' | 'tls') => ({
  ok: false,
  took: 2501,
  failure: { code, message: 'It said so.' },
});
const tcp = { kind: 'tcp' as const, address: '10.0.0.7:2376', ...remote };
const stopped = [{ name: 'web', running: false, ports: [80, 8080] }];

const cases: Case[] = [
  { id: 'platform', finding: 'linux', state: 'ok', facts: goodFacts },
  { id: 'platform', finding: 'wsl', state: 'ok', facts: facts({ system: { isWsl: true } }) },
  { id: 'platform', finding: 'kernelOld', state: 'problem', facts: facts({ system: { release: '2.6.32' } }) },
  { id: 'platform', finding: 'mac', state: 'ok', facts: mac({}) },
  { id: 'platform', finding: 'macOld', state: 'warning', facts: mac({ system: { release: '21.6.0' } }) },
  { id: 'platform', finding: 'windows', state: 'ok', facts: windowsFacts },
  {
    id: 'platform',
    finding: 'windowsOld',
    state: 'problem',
    facts: windows({ system: { release: '10.0.17763' } }),
  },
  { id: 'platform', finding: 'other', state: 'warning', facts: facts({ system: { platform: 'other' } }) },

  { id: 'virtualisation', finding: 'linux', state: 'not-applicable', facts: goodFacts },
  { id: 'virtualisation', finding: 'on', state: 'ok', facts: windowsFacts },
  {
    id: 'virtualisation',
    finding: 'off',
    state: 'problem',
    facts: windows({ virtualisation: { enabled: false } }),
  },
  {
    id: 'virtualisation',
    finding: 'unsupported',
    state: 'problem',
    facts: mac({ virtualisation: known({ supported: false, enabled: null }) }),
  },
  { id: 'virtualisation', finding: 'late', state: 'unknown', facts: windows({ virtualisation: late }) },

  { id: 'wsl-present', finding: 'notWindows', state: 'not-applicable', facts: goodFacts },
  {
    id: 'wsl-present',
    finding: 'installed',
    state: 'ok',
    facts: wsl('wsl-status-en', 'wsl-version-en', 'wsl-list-en'),
  },
  {
    id: 'wsl-present',
    finding: 'withWindows',
    state: 'ok',
    facts: wsl('wsl-status-inbox-ko', 'wsl-version-refused-en', 'wsl-list-ko', true),
  },
  {
    id: 'wsl-present',
    finding: 'missing',
    state: 'problem',
    facts: wsl('wsl-stub-ko', 'wsl-stub-ko', 'wsl-stub-ko', true),
    command: 'wsl --install',
  },
  { id: 'wsl-version', finding: 'two', state: 'ok', facts: windowsFacts },
  {
    id: 'wsl-version',
    finding: 'one',
    state: 'problem',
    facts: wsl('wsl-status-old-kernel-en', 'wsl-version-refused-en', 'wsl-list-en', true),
    command: 'wsl --set-default-version 2',
  },
  {
    id: 'wsl-version',
    finding: 'blocked',
    state: 'unknown',
    facts: windows({ wsl: known({ installed: false }) }),
  },
  {
    id: 'wsl-kernel',
    finding: 'new',
    state: 'ok',
    facts: wsl('wsl-status-en', 'wsl-version-ko', 'wsl-list-ko'),
  },
  {
    id: 'wsl-kernel',
    finding: 'tooLow',
    state: 'problem',
    facts: wsl('wsl-status-old-kernel-en', 'wsl-version-refused-en', 'wsl-list-en', true),
    command: 'wsl --update',
  },
  {
    id: 'wsl-kernel',
    finding: 'asked',
    state: 'problem',
    facts: wsl('wsl-status-kernel-asked-en', 'wsl-version-refused-en', 'wsl-list-en', true),
    command: 'wsl --update',
  },
  {
    id: 'wsl-kernel',
    finding: 'unnamed',
    state: 'problem',
    facts: wsl('wsl-status-en', 'wsl-version-refused-en', 'wsl-list-en', true),
    command: 'wsl --update',
  },
  {
    id: 'wsl-kernel',
    finding: 'oldWsl',
    state: 'warning',
    facts: wsl('wsl-status-en', 'wsl-version-old-en', 'wsl-list-en'),
    command: 'wsl --update',
  },
  { id: 'wsl-distribution', finding: 'list', state: 'ok', facts: windowsFacts },
  { id: 'wsl-distribution', finding: 'none', state: 'ok', facts: windows({ wsl: { distributions: [] } }) },
  {
    id: 'wsl-distribution',
    finding: 'engineOnOne',
    state: 'problem',
    facts: wsl('wsl-status-en', 'wsl-version-en', 'wsl-list-engine-on-one-en'),
    command: 'wsl --set-version docker-desktop 2',
  },
  {
    id: 'wsl-distribution',
    finding: 'defaultOnOne',
    state: 'warning',
    facts: wsl('wsl-status-inbox-ko', 'wsl-version-ko', 'wsl-list-ko'),
    command: 'wsl --set-version Ubuntu-22.04 2',
  },
  { id: 'user-name', finding: 'notWindows', state: 'not-applicable', facts: goodFacts },
  { id: 'user-name', finding: 'plain', state: 'ok', facts: windowsFacts },
  {
    id: 'user-name',
    finding: 'letters',
    state: 'warning',
    facts: windows({ system: { userName: '김민아', home: 'C:\\Users\\김민아' } }),
  },

  { id: 'docker-host', finding: 'unset', state: 'ok', facts: goodFacts },
  {
    id: 'docker-host',
    finding: 'set',
    state: 'ok',
    facts: facts({ endpoint: { dockerHost: 'unix:///run/x.sock' } }),
  },
  {
    id: 'docker-host',
    finding: 'bad',
    state: 'problem',
    facts: facts({
      endpoint: {
        dockerHost: 'foo://x',
        row: { ...row, source: 'DOCKER_HOST' },
        failure: { code: 'bad-endpoint', message: 'Unknown protocol.' },
      },
    }),
    command: 'unset DOCKER_HOST',
  },
  {
    id: 'docker-host',
    finding: 'plain',
    state: 'warning',
    facts: facts({
      endpoint: {
        ...tcp,
        dockerHost: 'tcp://10.0.0.7:2375',
        row: { ...remote.row, source: 'DOCKER_HOST' },
      },
    }),
  },
  {
    id: 'docker-host',
    finding: 'overrides',
    state: 'warning',
    facts: windows({
      config: { currentContext: 'desktop-linux' },
      endpoint: { dockerHost: 'npipe:////./pipe/x' },
    }),
    command: 'Remove-Item Env:DOCKER_HOST',
  },
  { id: 'docker-host', finding: 'failed', state: 'unknown', facts: facts({ endpoint: failed() }) },
  { id: 'context', finding: 'default', state: 'ok', facts: goodFacts },
  { id: 'context', finding: 'chosen', state: 'ok', facts: facts({ config: { currentContext: 'colima' } }) },
  {
    id: 'context',
    finding: 'overridden',
    state: 'not-applicable',
    facts: facts({ endpoint: { dockerHost: 'x' } }),
  },
  {
    id: 'context',
    finding: 'missing',
    state: 'problem',
    facts: facts({
      config: { currentContext: 'gone', contexts: ['colima'] },
      endpoint: { failure: { code: 'context-not-found', message: '' } },
    }),
    command: 'docker context use default',
  },
  {
    id: 'context',
    finding: 'bad',
    state: 'problem',
    facts: facts({
      endpoint: { dockerContext: 'odd', failure: { code: 'bad-endpoint', message: 'No endpoint.' } },
    }),
    command: 'unset DOCKER_CONTEXT',
  },
  { id: 'context', finding: 'blocked', state: 'unknown', facts: facts({ config: { state: 'bad-json' } }) },
  { id: 'config-file', finding: 'valid', state: 'ok', facts: goodFacts },
  { id: 'config-file', finding: 'missing', state: 'ok', facts: facts({ config: { state: 'missing' } }) },
  {
    id: 'config-file',
    finding: 'badJson',
    state: 'problem',
    facts: facts({ config: { state: 'bad-json', line: 3 } }),
  },
  {
    id: 'config-file',
    finding: 'unreadable',
    state: 'problem',
    facts: facts({ config: { state: 'unreadable' } }),
    command: 'sudo chown "$USER" /home/mina/.docker/config.json',
  },
  { id: 'tls', finding: 'off', state: 'not-applicable', facts: goodFacts },
  { id: 'tls', finding: 'needless', state: 'ok', facts: facts({ endpoint: { tlsAsked: true } }) },
  { id: 'tls', finding: 'accepted', state: 'ok', facts: facts({ endpoint: { ...tcp, tls: true } }) },
  {
    id: 'tls',
    finding: 'files',
    state: 'problem',
    facts: facts({
      endpoint: { tlsAsked: true, failure: { code: 'tls', message: 'There is no ca.pem in /x.' } },
    }),
  },
  {
    id: 'tls',
    finding: 'refused',
    state: 'problem',
    facts: facts({ endpoint: { ...tcp, tls: true }, answer: notAnswering('tls') }),
  },

  { id: 'engine-binary', finding: 'found', state: 'ok', facts: goodFacts },
  { id: 'engine-binary', finding: 'elsewhere', state: 'ok', facts: facts({ programs: { engines: [] } }) },
  {
    id: 'engine-binary',
    finding: 'missing',
    state: 'problem',
    facts: facts({ ...away, programs: { engines: [] } }),
  },
  { id: 'engine-binary', finding: 'remote', state: 'not-applicable', facts: facts({ endpoint: tcp }) },
  { id: 'engine-process', finding: 'running', state: 'ok', facts: goodFacts },
  { id: 'engine-process', finding: 'elsewhere', state: 'ok', facts: facts({ processes: [] }) },
  {
    id: 'engine-process',
    finding: 'none',
    state: 'problem',
    facts: facts({ ...away, processes: [] }),
    command: 'sudo systemctl start docker',
  },
  {
    id: 'engine-process',
    finding: 'none',
    state: 'problem',
    facts: windows({ ...away, processes: [] }),
    command: 'docker desktop start',
  },
  {
    id: 'engine-process',
    finding: 'none',
    state: 'problem',
    facts: mac({
      ...away,
      processes: [],
      programs: { engines: [{ name: 'colima', path: '/opt/homebrew/bin/colima' }] },
    }),
    command: 'colima start',
  },
  {
    id: 'engine-process',
    finding: 'blocked',
    state: 'unknown',
    facts: facts({ ...away, processes: [], programs: { engines: [] } }),
  },
  { id: 'socket', finding: 'listens', state: 'ok', facts: goodFacts },
  { id: 'socket', finding: 'listens', state: 'ok', facts: facts({ dial: { error: 'EACCES' } }) },
  { id: 'socket', finding: 'missing', state: 'problem', facts: facts(away) },
  {
    id: 'socket',
    finding: 'missing',
    state: 'problem',
    facts: facts({ ...away, endpoint: { row: { ...row, source: 'DOCKER_HOST' }, dockerHost: 'unix:///x' } }),
    command: 'unset DOCKER_HOST',
  },
  { id: 'socket', finding: 'blocked', state: 'unknown', facts: facts({ ...away, processes: [] }) },
  {
    id: 'socket',
    finding: 'stale',
    state: 'problem',
    facts: facts({ dial: { error: 'ECONNREFUSED' } }),
    command: 'sudo systemctl start docker',
  },
  {
    id: 'socket',
    finding: 'noSocket',
    state: 'problem',
    facts: facts({ dial: { error: 'ECONNREFUSED', file: 'other' } }),
  },
  {
    id: 'socket',
    finding: 'unreachable',
    state: 'problem',
    facts: facts({ endpoint: tcp, dial: { error: 'EHOSTUNREACH', file: null } }),
  },
  { id: 'socket', finding: 'busy', state: 'warning', facts: facts({ dial: { error: 'EAGAIN' } }) },
  { id: 'permission', finding: 'group', state: 'ok', facts: goodFacts },
  { id: 'permission', finding: 'root', state: 'ok', facts: facts({ system: { uid: 0 } }) },
  { id: 'permission', finding: 'allowed', state: 'ok', facts: facts({ dial: { gid: 1000 } }) },
  { id: 'permission', finding: 'network', state: 'not-applicable', facts: facts({ endpoint: tcp }) },
  {
    id: 'permission',
    finding: 'notInGroup',
    state: 'problem',
    facts: facts({
      system: { gids: [1000] },
      dial: { error: 'EACCES' },
      dockerGroup: { isMember: false },
    }),
    command: 'sudo usermod -aG docker "$USER"',
  },
  {
    id: 'permission',
    finding: 'loginAgain',
    state: 'problem',
    facts: facts({ system: { gids: [1000] }, dial: { error: 'EACCES' } }),
    command: 'newgrp docker',
  },
  {
    id: 'permission',
    finding: 'denied',
    state: 'problem',
    facts: facts({ dial: { error: 'EACCES', gid: 0, mode: '0600' } }),
  },
  {
    id: 'permission',
    finding: 'notInUsers',
    state: 'problem',
    facts: windows({ dial: { error: 'EACCES' } }),
    command: 'net localgroup docker-users "$env:USERNAME" /add',
  },
  { id: 'permission', finding: 'blocked', state: 'unknown', facts: facts(away) },
  { id: 'answer', finding: 'answers', state: 'ok', facts: goodFacts },
  { id: 'answer', finding: 'slow', state: 'warning', facts: facts({ answer: { took: 1900 } }) },
  {
    id: 'answer',
    finding: 'frozen',
    state: 'problem',
    facts: facts({ answer: notAnswering('no-answer') }),
    command: 'sudo systemctl restart docker',
  },
  {
    id: 'answer',
    finding: 'garbage',
    state: 'problem',
    facts: facts({ answer: notAnswering('bad-answer') }),
  },
  {
    id: 'answer',
    finding: 'cut',
    state: 'problem',
    facts: facts({ answer: notAnswering('connection-lost') }),
  },
  { id: 'answer', finding: 'blocked', state: 'unknown', facts: facts({ dial: { error: 'EACCES' } }) },
  { id: 'api-version', finding: 'known', state: 'ok', facts: goodFacts },
  {
    id: 'api-version',
    finding: 'tooOld',
    state: 'problem',
    facts: facts({ answer: { failure: { code: 'api-too-old', message: 'API 1.24.' } } }),
  },
  {
    id: 'api-version',
    finding: 'tooNew',
    state: 'problem',
    facts: facts({ answer: { failure: { code: 'api-too-new', message: 'API 2.0.' } } }),
  },
  { id: 'api-version', finding: 'late', state: 'unknown', facts: facts({ engine: late }) },

  { id: 'disk-space', finding: 'room', state: 'ok', facts: goodFacts },
  { id: 'disk-space', finding: 'low', state: 'warning', facts: facts({ disk: { free: 2 * 1024 ** 3 } }) },
  {
    id: 'disk-space',
    finding: 'full',
    state: 'problem',
    facts: facts({ disk: { free: 0 } }),
    command: 'docker system df',
  },
  { id: 'disk-space', finding: 'elsewhere', state: 'not-applicable', facts: facts({ disk: null }) },
  { id: 'inodes', finding: 'room', state: 'ok', facts: goodFacts },
  { id: 'inodes', finding: 'low', state: 'warning', facts: facts({ disk: { freeInodes: 30 } }) },
  { id: 'inodes', finding: 'full', state: 'problem', facts: facts({ disk: { freeInodes: 3 } }) },
  {
    id: 'inodes',
    finding: 'unlimited',
    state: 'not-applicable',
    facts: facts({ disk: { inodes: 0, freeInodes: 0 } }),
  },
  { id: 'cgroup', finding: 'v2', state: 'ok', facts: goodFacts },
  { id: 'cgroup', finding: 'v1', state: 'ok', facts: facts({ cgroup: { version: 'hybrid' } }) },
  { id: 'cgroup', finding: 'missing', state: 'warning', facts: facts({ cgroup: { controllers: ['cpu'] } }) },
  { id: 'cgroup', finding: 'none', state: 'problem', facts: facts({ cgroup: { version: 'none' } }) },
  {
    id: 'cgroup',
    finding: 'limited',
    state: 'warning',
    facts: facts({ engine: { warnings: ['WARNING: No memory limit support'] } }),
  },
  { id: 'iptables', finding: 'usable', state: 'ok', facts: goodFacts },
  {
    id: 'iptables',
    finding: 'missing',
    state: 'warning',
    facts: facts({ firewall: { version: null } }),
    command: 'sudo apt-get install iptables',
  },
  {
    id: 'iptables',
    finding: 'missing',
    state: 'problem',
    facts: facts({ ...away, firewall: { version: null } }),
  },
  {
    id: 'iptables',
    finding: 'fails',
    state: 'warning',
    facts: facts({ firewall: { version: null, failure: 'exec format error' } }),
  },
  {
    id: 'iptables',
    finding: 'noForwarding',
    state: 'warning',
    facts: facts({ firewall: { forwarding: false } }),
    command: 'sudo sysctl -w net.ipv4.ip_forward=1',
  },
  { id: 'clock', finding: 'same', state: 'ok', facts: goodFacts },
  // A slow answer says little about the clock.
  {
    id: 'clock',
    finding: 'same',
    state: 'ok',
    facts: facts({ engine: { clockOffset: 6000, clockError: 1500 } }),
  },
  { id: 'clock', finding: 'ahead', state: 'warning', facts: facts({ engine: { clockOffset: 8000 } }) },
  {
    id: 'clock',
    finding: 'behind',
    state: 'problem',
    facts: windows({ engine: { clockOffset: -900_000 } }),
    command: 'wsl --shutdown',
  },
  {
    id: 'clock',
    finding: 'untold',
    state: 'not-applicable',
    facts: facts({ engine: { clockOffset: null } }),
  },

  { id: 'proxy', finding: 'none', state: 'not-applicable', facts: goodFacts },
  {
    id: 'proxy',
    finding: 'own',
    state: 'ok',
    facts: facts({ endpoint: remote, proxies: { own: { HTTPS_PROXY: 'http://p:3128' } } }),
  },
  { id: 'proxy', finding: 'engine', state: 'ok', facts: facts({ engine: { httpsProxy: 'http://p:3128' } }) },
  {
    id: 'proxy',
    finding: 'engineLacks',
    state: 'warning',
    facts: facts({ proxies: { own: { HTTPS_PROXY: 'http://p:3128' } } }),
  },
  {
    id: 'proxy',
    finding: 'unreachable',
    state: 'problem',
    facts: facts({ proxies: { tried: [{ host: 'p', port: 3128, error: 'ECONNREFUSED' }] } }),
  },
  { id: 'dns', finding: 'found', state: 'ok', facts: goodFacts },
  {
    id: 'dns',
    finding: 'proxy',
    state: 'not-applicable',
    facts: facts({ engine: { httpsProxy: 'http://p' } }),
  },
  {
    id: 'dns',
    finding: 'mirror',
    state: 'ok',
    facts: facts({
      names: [{ host: 'registry-1.docker.io', error: 'ENOTFOUND' }],
      registries: [{ host: 'mirror.example', port: 443, error: null }],
    }),
  },
  {
    id: 'dns',
    finding: 'notFound',
    state: 'warning',
    facts: facts({ names: [{ host: 'registry-1.docker.io', error: 'EAI_AGAIN' }] }),
  },
  { id: 'registry', finding: 'reached', state: 'ok', facts: goodFacts },
  {
    id: 'registry',
    finding: 'mirror',
    state: 'ok',
    facts: facts({ registries: [{ host: 'mirror.example', port: 443, error: null }] }),
  },
  { id: 'registry', finding: 'proxy', state: 'not-applicable', facts: facts({ engine: { httpProxy: 'p' } }) },
  {
    id: 'registry',
    finding: 'unreachable',
    state: 'warning',
    facts: facts({ registries: [{ host: 'registry-1.docker.io', port: 443, error: 'ETIMEDOUT' }] }),
  },
  { id: 'ports', finding: 'free', state: 'ok', facts: goodFacts },
  {
    id: 'ports',
    finding: 'taken',
    state: 'warning',
    facts: facts({ containers: stopped, listeners: [{ port: 8080, process: 'java', pid: 77 }] }),
    command: "sudo ss -ltnp 'sport = :8080'",
  },
  {
    id: 'credential-helper',
    finding: 'none',
    state: 'not-applicable',
    facts: facts({ config: { helpers: [] } }),
  },
  { id: 'credential-helper', finding: 'installed', state: 'ok', facts: goodFacts },
  {
    id: 'credential-helper',
    finding: 'missing',
    state: 'problem',
    facts: facts({ config: { helpers: ['desktop'] } }),
  },
];

function failed(): Facts['endpoint'] {
  return { known: false, why: 'failed', detail: 'It broke.' };
}

describe('checks', () => {
  it.each(cases)('$id: $finding is $state', ({ id, finding, state, facts: given, command }) => {
    const outcome = checks[id](given);
    expect(outcome).toMatchObject({ finding, state });
    if (command !== undefined) expect(outcome.fix).toMatchObject({ kind: 'command', command });
  });

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

import { type Case, failed, notAnswering, remote, tcp, windows } from './case';
import { facts, goodFacts, row } from './facts';

export const settingsCases: Case[] = [
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
  {
    id: 'docker-host',
    finding: 'picked',
    state: 'ok',
    facts: facts({ endpoint: { dockerHost: 'foo://x', row: { ...row, source: 'chosen', context: 'farm' } } }),
  },
  {
    id: 'docker-host',
    finding: 'pickedUnset',
    state: 'ok',
    facts: facts({ endpoint: { row: { ...row, source: 'chosen', context: 'farm' } } }),
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
  {
    id: 'context',
    finding: 'pickedUnusable',
    state: 'problem',
    facts: facts({
      endpoint: {
        dockerHost: 'unix:///run/x.sock',
        row: { ...row, source: 'chosen', context: 'gone' },
        failure: { code: 'context-not-found', message: 'It does not exist.' },
      },
    }),
    action: 'switch-engine',
  },
  {
    id: 'context',
    finding: 'picked',
    state: 'ok',
    facts: facts({
      config: { state: 'bad-json' },
      endpoint: { dockerHost: 'unix:///run/x.sock', row: { ...row, source: 'chosen', context: 'farm' } },
    }),
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
    finding: 'pickedFiles',
    state: 'problem',
    facts: facts({
      endpoint: {
        row: { ...row, source: 'chosen', context: 'farm' },
        failure: { code: 'tls', message: 'Cannot read /x/ca.pem.' },
      },
    }),
    action: 'switch-engine',
  },
  {
    id: 'tls',
    finding: 'untrusted',
    state: 'problem',
    facts: facts({ endpoint: { ...tcp, tls: true }, answer: notAnswering('tls-untrusted') }),
  },
  {
    id: 'tls',
    finding: 'client',
    state: 'problem',
    facts: facts({ endpoint: { ...tcp, tls: true }, answer: notAnswering('tls-client') }),
  },
  {
    id: 'tls',
    finding: 'refused',
    state: 'problem',
    facts: facts({ endpoint: { ...tcp, tls: true }, answer: notAnswering('tls') }),
  },
];

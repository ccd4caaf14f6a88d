import { type Case, remote, stopped } from './case';
import { facts, goodFacts } from './facts';

export const networkCases: Case[] = [
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

import { away, type Case, windows } from './case';
import { facts, goodFacts } from './facts';

export const hostCases: Case[] = [
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
];

import type { FoundEngine } from '@contract/engines';
import { describe, expect, it } from 'vitest';
import { atEngine } from '../../lib/docker-cli';
import { emptyForm, problemOf, schemeOf } from './add-form';
import { cliOf, mostContainers } from './engine-words';

const engine = (more: Partial<FoundEngine>): FoundEngine => ({
  key: 'context:a',
  names: [{ key: 'context:a', origin: 'context', name: 'a', url: 'unix:///a.sock' }],
  route: 'local',
  remote: false,
  state: 'running',
  reason: null,
  product: '',
  version: '',
  containers: null,
  current: false,
  ...more,
});
const file = { token: 't', path: '/p' };

describe('the form for another engine', () => {
  it.each([
    ['ssh://me@host', 'ssh'],
    [' TCP://host:1', 'tcp'],
    ['unix:///x', 'other'],
    ['host', 'other'],
  ])('%s is %s', (url, scheme) => {
    expect(schemeOf(url)).toBe(scheme);
  });

  it.each([
    [{ url: '' }, 'address'],
    [{ url: 'ssh://' }, 'address'],
    [{ url: 'ssh://host' }, null],
    [{ url: 'tcp://host' }, null],
    [{ url: 'tcp://host', files: { cert: file } }, 'pair'],
    [{ url: 'tcp://host', files: { cert: file, key: file } }, null],
    [{ url: 'tcp://host', useTls: false }, 'plain'],
    [{ url: 'tcp://host', useTls: false, acceptPlain: true }, null],
  ])('%j', (form, problem) => {
    expect(problemOf({ ...emptyForm, ...form })).toBe(problem);
  });
});

describe('the hint at another engine', () => {
  it('takes the one with the most running, never the one in use', () => {
    const found = [
      engine({ key: 'here', current: true, containers: { running: 9, total: 9 } }),
      engine({ key: 'stopped', containers: { running: 0, total: 50 } }),
      engine({ key: 'busy', containers: { running: 2, total: 2 } }),
      engine({ key: 'empty', containers: { running: 0, total: 0 } }),
    ];
    expect(mostContainers(found)?.key).toBe('busy');
    expect(mostContainers(found.filter(({ key }) => key === 'empty' || key === 'here'))).toBeNull();
  });
});

describe('the docker command for an engine', () => {
  it('chooses a context, or names the address', () => {
    expect(cliOf(engine({}))).toBe('docker context use a');
    const names = [{ key: 'added:1', origin: 'added' as const, name: 'b', url: 'ssh://me@b' }];
    expect(cliOf(engine({ names, route: 'ssh' }))).toBe('export DOCKER_HOST=ssh://me@b');
    expect(cliOf(undefined)).toBeNull();
  });

  it.each([
    ['docker rm -f a', 'docker --context b rm -f a'],
    ['docker rmi a && docker rmi b', 'docker --context b rmi a && docker --context b rmi b'],
    ['env DOCKER_BUILDKIT=0 docker build .', 'env DOCKER_BUILDKIT=0 docker --context b build .'],
    ['docker context use default', 'docker context use default'],
    ['sudo systemctl start docker', 'sudo systemctl start docker'],
    ["docker run a sh -c 'docker ps'", "docker --context b run a sh -c 'docker ps'"],
  ])('%s', (command, expected) => {
    expect(atEngine(command, ['--context', 'b'])).toBe(expected);
    expect(atEngine(command, undefined)).toBe(command);
  });
});

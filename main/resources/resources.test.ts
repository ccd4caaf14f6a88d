import { describe, expect, it } from 'vitest';
import type { EngineEvent } from '../engine/types';
import { containers, type RawContainer } from './containers';
import { images } from './images';
import { networks } from './networks';
import { volumes } from './volumes';

const now = 1_700_000_000_000;
const event = (
  type: string,
  action: string,
  id: string,
  attributes: Record<string, string> = {},
): EngineEvent => ({
  type,
  action,
  id,
  attributes,
  time: 0,
});

describe('containers', () => {
  const raw: RawContainer = {
    Id: 'a'.repeat(64),
    Names: ['/other/alias', '/web'],
    Image: 'nginx',
    ImageID: `sha256:${'b'.repeat(64)}`,
    Command: "nginx -g 'daemon off;'",
    Created: 1_600_000_000,
    State: 'running',
    Status: 'Up 3 hours (healthy)',
    Ports: [
      { IP: '::', PrivatePort: 80, PublicPort: 8080, Type: 'tcp' },
      { PrivatePort: 443, Type: 'tcp' },
      { IP: '0.0.0.0', PrivatePort: 80, PublicPort: 8080, Type: 'tcp' },
      { IP: '127.0.0.1', PrivatePort: 53, PublicPort: 53, Type: 'udp' },
    ],
    Labels: { app: 'web' },
    NetworkSettings: { Networks: { b: {}, a: {} } },
    Mounts: [{ Type: 'bind' }, { Type: 'volume', Name: 'data' }],
  };

  it('reads an entry of the list', () => {
    expect(containers.toRow(raw, undefined, now)).toEqual({
      id: 'a'.repeat(64),
      name: 'web',
      image: 'nginx',
      imageId: `sha256:${'b'.repeat(64)}`,
      state: 'running',
      health: 'healthy',
      exitCode: null,
      ports: [
        { containerPort: 53, protocol: 'udp', hostPort: 53, hostIps: ['127.0.0.1'] },
        { containerPort: 80, protocol: 'tcp', hostPort: 8080, hostIps: ['0.0.0.0', '::'] },
        { containerPort: 443, protocol: 'tcp', hostPort: null, hostIps: [] },
      ],
      createdAt: 1_600_000_000_000,
      since: now - 3 * 3_600_000,
      command: "nginx -g 'daemon off;'",
      networks: ['a', 'b'],
      volumes: ['data'],
      labels: { app: 'web' },
    });
  });

  it('bears null for every list', () => {
    const row = containers.toRow(
      { Id: 'c'.repeat(64), Names: null, Ports: null, Labels: null, NetworkSettings: null, Mounts: null },
      undefined,
      now,
    );
    expect(row).toMatchObject({ name: 'cccccccccccc', ports: [], labels: {}, networks: [], volumes: [] });
  });

  it('reads the same row again later, so that nothing flickers', () => {
    const first = containers.toRow({ ...raw, Status: 'Up 2 seconds' }, undefined, now);
    expect(containers.toRow({ ...raw, Status: 'Up 9 seconds' }, first, now + 7400).since).toBe(first.since);
    const ended = { ...raw, State: 'exited', Status: 'Exited (1) 1 second ago' };
    expect(containers.toRow(ended, first, now + 8000)).toMatchObject({ exitCode: 1, since: now + 7000 });
  });

  it('is touched by its own events, its networks and its image', () => {
    const row = containers.toRow(raw, undefined, now);
    const rows = new Map([[row.id, row]]);
    const touched = (...args: Parameters<typeof event>) => containers.affectedBy(event(...args), rows);
    expect(touched('container', 'health_status', 'x')).toEqual(['x']);
    expect(touched('container', 'exec_start', 'x')).toEqual([]);
    expect(touched('container', 'top', 'x')).toEqual([]);
    expect(touched('network', 'connect', 'n', { container: 'x' })).toEqual(['x']);
    expect(touched('network', 'create', 'n')).toEqual([]);
    expect(touched('image', 'untag', raw.ImageID ?? '')).toEqual([row.id]);
    expect(touched('image', 'pull', 'nginx:latest', { name: 'nginx' })).toEqual([row.id]);
    expect(touched('image', 'pull', 'redis:latest', { name: 'redis' })).toEqual([]);
    expect(touched('volume', 'create', 'data')).toEqual([]);
  });

  it.each([
    ['create', 'created'],
    ['start', 'running'],
    ['restart', 'running'],
    ['unpause', 'running'],
    ['pause', 'paused'],
    ['die', 'exited'],
    ['stop', 'exited'],
  ] as const)('shows a %s once it is %s, and in no other state', (action, state) => {
    const row = containers.toRow(raw, undefined, now);
    for (const one of ['created', 'running', 'paused', 'restarting', 'exited', 'removing', 'dead'] as const)
      expect(containers.shows?.(event('container', action, row.id), { ...row, state: one })).toBe(
        one === state,
      );
    expect(containers.shows?.(event('container', action, row.id), undefined)).toBe(false);
  });

  it('shows a network by its name while it runs, and has nothing to show before it does', () => {
    const row = containers.toRow(raw, undefined, now);
    const shown = (action: string, name: string, state = row.state) =>
      containers.shows?.(event('network', action, 'n', { container: row.id, name }), { ...row, state });
    expect(shown('connect', 'a')).toBe(true);
    expect(shown('connect', 'c')).toBe(false);
    expect(shown('disconnect', 'a')).toBe(false);
    expect(shown('disconnect', 'c')).toBe(true);
    expect(shown('connect', 'c', 'exited')).toBe(true);
    expect(containers.shows?.(event('network', 'connect', 'n', { name: 'a' }), undefined)).toBe(true);
  });

  it('shows a new name by that name, its end by its absence, and nothing of what is not told', () => {
    const row = { ...containers.toRow(raw, undefined, now), name: 'new' };
    const shown = (...args: Parameters<typeof event>) => containers.shows?.(event(...args), row);
    expect(shown('container', 'rename', row.id, { name: 'new' })).toBe(true);
    expect(shown('container', 'rename', row.id, { name: 'newer' })).toBe(false);
    expect(shown('container', 'destroy', row.id)).toBe(false);
    expect(containers.shows?.(event('container', 'destroy', row.id), undefined)).toBe(true);
    for (const action of ['update', 'health_status', 'oom'])
      expect(shown('container', action, row.id)).toBe(false);
  });
});

describe('images', () => {
  it('reads an entry of the list, with what old engines call nothing', () => {
    expect(
      images.toRow(
        {
          Id: 'sha256:1',
          RepoTags: ['<none>:<none>'],
          RepoDigests: ['<none>@<none>'],
          Created: 2,
          Size: 3,
          Labels: null,
        },
        undefined,
        now,
      ),
    ).toEqual({ id: 'sha256:1', tags: [], digests: [], createdAt: 2000, size: 3, labels: {} });
    expect(images.toRow({ Id: 'sha256:1', RepoTags: ['b:1', 'a:1'] }, undefined, now).tags).toEqual([
      'a:1',
      'b:1',
    ]);
  });

  it('is read whole after an image event that changes something', () => {
    expect(images.affectedBy(event('image', 'tag', 'x'), new Map())).toBe('all');
    // It gives the image a digest.
    expect(images.affectedBy(event('image', 'push', 'x'), new Map())).toBe('all');
    expect(images.affectedBy(event('image', 'save', 'x'), new Map())).toEqual([]);
    expect(images.affectedBy(event('container', 'start', 'x'), new Map())).toEqual([]);
  });
});

describe('networks and volumes', () => {
  it('read their entries', () => {
    expect(
      networks.toRow({ Id: 'n', Name: 'bridge', Driver: 'bridge', Scope: 'local' }, undefined, now),
    ).toEqual({
      id: 'n',
      name: 'bridge',
      driver: 'bridge',
      scope: 'local',
    });
    expect(
      volumes.toRow({ Name: 'v', Driver: 'local', CreatedAt: '2026-01-02T03:04:05Z' }, undefined, now),
    ).toEqual({
      name: 'v',
      driver: 'local',
      createdAt: Date.UTC(2026, 0, 2, 3, 4, 5),
    });
    expect(volumes.toRow({ Name: 'v' }, undefined, now).createdAt).toBeNull();
  });

  it('are not touched by being used', () => {
    expect(networks.affectedBy(event('network', 'connect', 'n'), new Map())).toEqual([]);
    expect(networks.affectedBy(event('network', 'destroy', 'n'), new Map())).toEqual(['n']);
    expect(volumes.affectedBy(event('volume', 'unmount', 'v'), new Map())).toEqual([]);
    expect(volumes.affectedBy(event('volume', 'create', 'v'), new Map())).toEqual(['v']);
  });
});

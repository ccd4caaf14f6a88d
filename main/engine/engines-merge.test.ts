import type { EngineOrigin, FoundState } from '@contract/engines';
import { describe, expect, it } from 'vitest';
import { type Looked, mergeEngines } from './engines-merge';
import { identityOf, placeOf, productOf } from './engines-probe';
import type { Candidate } from './engines-sources';
import { parseHost } from './host-url';

interface Sketch {
  name: string;
  url?: string;
  origin?: EngineOrigin;
  state?: FoundState;
  identity?: string;
  place?: string;
}

function looked({
  name,
  url = `unix:///${name}.sock`,
  origin = 'context',
  state = 'running',
  ...more
}: Sketch): Looked {
  const row = { url, source: 'chosen' as const, context: name, host: 'localhost', remote: false };
  return {
    route: 'local',
    candidate: {
      key: `context:${name}`,
      origin,
      name,
      url,
      resolution: {
        ok: true,
        endpoint: { row, target: { kind: 'socket', path: `/${name}.sock` } },
        alternatives: [],
      },
    },
    probed: {
      state,
      reason: null,
      product: state === 'running' ? 'Docker Engine' : '',
      version: '',
      containers: state === 'running' ? { running: 1, total: 2 } : null,
      identity: more.identity ?? '',
      place: more.place ?? `/${name}.sock`,
    },
  };
}

const automatic = { chosen: null, url: '' };
const names = (list: readonly Looked[], inUse = automatic) =>
  mergeEngines(list, inUse).map((engine) => engine.names.map(({ name }) => name).join('+'));

describe('one entry an engine', () => {
  it('joins names whose engines call themselves the same', () => {
    const list = [
      looked({ name: 'a', identity: 'X' }),
      looked({ name: 'b', identity: 'Y' }),
      looked({ name: 'c', identity: 'X' }),
    ];
    expect(names(list)).toEqual(['a+c', 'b']);
  });

  it('joins names that lead to one place, also while nothing answers there', () => {
    const list = [
      looked({ name: 'a', state: 'stopped', place: '/real.sock' }),
      looked({ name: 'b', state: 'checking', place: '/real.sock' }),
      looked({ name: 'c', state: 'stopped' }),
    ];
    expect(names(list)).toEqual(['b+a', 'c']);
  });

  it('joins two entries that a third one connects', () => {
    const list = [
      looked({ name: 'a', identity: 'X' }),
      looked({ name: 'b', place: '/p', identity: '' }),
      looked({ name: 'c', place: '/p', identity: 'X' }),
    ];
    expect(names(list)).toEqual(['a+c+b']);
  });

  it('keeps engines without an identity apart', () => {
    expect(names([looked({ name: 'a' }), looked({ name: 'b' })])).toEqual(['a', 'b']);
  });

  it('puts the chosen name first, and says which is in use', () => {
    const list = [
      looked({ name: 'a', identity: 'X' }),
      looked({ name: 'b', identity: 'X' }),
      looked({ name: 'c' }),
    ];
    const [first, second] = mergeEngines(list, { chosen: 'context:b', url: 'unix:///b.sock' });
    expect(first).toMatchObject({ key: 'context:b', current: true });
    expect(second).toMatchObject({ key: 'context:c', current: false });
  });

  it('goes by the address where nothing is chosen', () => {
    const list = [looked({ name: 'a' }), looked({ name: 'b' })];
    const found = mergeEngines(list, { chosen: null, url: 'unix:///b.sock' });
    expect(found.map(({ current }) => current)).toEqual([false, true]);
  });

  it('takes what is known from the name that has answered', () => {
    const list = [looked({ name: 'a', state: 'stopped', place: '/p' }), looked({ name: 'b', place: '/p' })];
    expect(mergeEngines(list, { chosen: 'context:a', url: '' })[0]).toMatchObject({
      key: 'context:a',
      state: 'running',
      product: 'Docker Engine',
      containers: { running: 1, total: 2 },
    });
  });
});

describe('the place a name leads to', () => {
  const behindTls = (ca: string, cert?: string): Candidate => {
    const files = {
      ca: Buffer.from(ca),
      cert: cert === undefined ? undefined : Buffer.from(cert),
      verify: true,
    };
    const { target, ...where } = parseHost('tcp://10.0.0.7:2376', 'linux', files);
    const row = { ...where, source: 'chosen' as const, context: 'x' };
    const resolution = { ok: true as const, endpoint: { row, target }, alternatives: [] };
    return { ...looked({ name: 'x' }).candidate, url: where.url, resolution };
  };

  it('is another one with other certificates: that one works says nothing of the other', async () => {
    const place = await placeOf(behindTls('A', 'me'));
    expect(await placeOf(behindTls('A', 'me'))).toBe(place);
    expect(await placeOf(behindTls('B', 'me'))).not.toBe(place);
    expect(await placeOf(behindTls('A'))).not.toBe(place);
  });
});

describe('what an engine is', () => {
  it.each([
    [{ OperatingSystem: 'Docker Desktop' }, 'unix:///x', 'Docker Desktop'],
    [{ Name: 'colima' }, 'unix:///x', 'Colima'],
    [{ Name: 'lima-rancher-desktop' }, 'unix:///x', 'Rancher Desktop'],
    [{}, 'unix:///home/me/.orbstack/run/docker.sock', 'OrbStack'],
    [{ OperatingSystem: 'Debian GNU/Linux 12' }, 'unix:///var/run/docker.sock', 'Docker Engine'],
  ])('%j at %s', (info, url, product) => {
    expect(productOf('Docker Engine', info, url)).toBe(product);
  });

  it('is told from its neighbour on one machine, whose id older engines share', () => {
    const info = { ID: 'AAAA:BBBB', Name: 'host', DockerRootDir: '/var/lib/docker' };
    expect(identityOf(info, 'Docker Engine')).not.toBe(
      identityOf({ ...info, DockerRootDir: '/srv/docker' }, 'Docker Engine'),
    );
    expect(identityOf(info, 'Docker Engine')).toBe(identityOf({ ...info }, 'Docker Engine'));
  });

  it('has no id of its own with Podman, which makes up a new one each time', () => {
    expect(identityOf({ ID: 'a' }, 'Podman Engine')).toBe('');
    expect(identityOf({}, 'Docker Engine')).toBe('');
  });
});

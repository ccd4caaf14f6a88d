import { describe, expect, it } from 'vitest';
import { compareApi, negotiate, newestApi } from './version';

describe('API version (pitfall 1.3: none is sent by default, and a new engine changes meanings)', () => {
  it('speaks the older of both', () => {
    expect(negotiate({ ApiVersion: '1.41', MinAPIVersion: '1.12' })).toMatchObject({
      version: { negotiated: '1.41', minApi: '1.12' },
    });
    expect(negotiate({ ApiVersion: '1.99', MinAPIVersion: '1.44' })).toMatchObject({
      version: { negotiated: newestApi, api: '1.99' },
    });
  });

  it('says which side is too old', () => {
    expect(negotiate({ ApiVersion: '1.40' })).toMatchObject({ ok: false, code: 'api-too-old' });
    expect(negotiate({ ApiVersion: '2.0', MinAPIVersion: '2.0' })).toMatchObject({ code: 'api-too-new' });
    expect(negotiate({})).toMatchObject({ ok: false, code: 'bad-answer' });
  });

  it('takes the version of the ping where /version names none', () => {
    expect(negotiate({}, '1.45')).toMatchObject({ version: { negotiated: '1.45' } });
  });

  it('compares by number, not by text', () => {
    expect(compareApi('1.9', '1.41')).toBe(-1);
    expect(compareApi('1.41', '1.41')).toBe(0);
    expect(compareApi('2.0', '1.99')).toBe(1);
  });

  it.each([
    [{ Platform: { Name: '' } }, 'Docker Engine'],
    [{ Platform: { Name: 'Docker Engine - Community' } }, 'Docker Engine'],
    [{ Platform: { Name: 'Docker Desktop 4.30.0 (149282)' } }, 'Docker Desktop'],
    [
      { Platform: { Name: 'linux/amd64/debian-12' }, Components: [{ Name: 'Podman Engine' }] },
      'Podman Engine',
    ],
    [{ Platform: null, Components: null }, 'Docker Engine'],
  ])('names the product of %j (pitfall 1.2: Podman by its components)', (answer, product) => {
    expect(negotiate({ ApiVersion: '1.41', ...answer })).toMatchObject({ version: { product } });
  });
});

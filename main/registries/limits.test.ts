import { LighterError } from '@contract/errors';
import { describe, expect, it, vi } from 'vitest';
import { createWithWait, waitWords } from './limits';

const now = Date.UTC(2026, 0, 1, 12);

describe('the time a registry asks to wait', () => {
  it.each([
    [{ 'retry-after': '30' }, ' (retry after 30 s)'],
    [{ 'retry-after': new Date(now + 90_000).toUTCString() }, ' (retry after 90 s)'],
    [{ 'x-retry-after': String(now / 1000 + 61) }, ' (retry after 61 s)'],
    [{ 'x-ratelimit-reset': String(now / 1000 - 5) }, ' (retry after 1 s)'],
    [{ 'ratelimit-limit': '100;w=21600', 'ratelimit-remaining': '0;w=21600' }, ' (retry within 21600 s)'],
    [{ 'retry-after': 'soon' }, ''],
    [{}, ''],
  ])('in %j is %j', (headers, words) => {
    expect(waitWords(new Headers(headers as Record<string, string>), now)).toBe(words);
  });
});

describe('an error of the engine’s', () => {
  const limited = new LighterError({ code: 'registry', message: 'toomanyrequests: slow down', status: 429 });
  const wait = vi.fn(async () => ' (retry after 30 s)');
  const withWait = createWithWait({ wait }, (server) => server !== 'localhost:5000');

  it('gets the time to wait from the registry’s own answer', async () => {
    const error = await withWait('nginx', limited);
    expect(error).toMatchObject({
      code: 'registry',
      message: 'toomanyrequests: slow down (retry after 30 s)',
    });
    expect(wait).toHaveBeenCalledWith('docker.io', 'library/nginx', 'latest');
  });

  it('stays as it is where nobody is to be asked, or cannot be', async () => {
    wait.mockClear();
    const denied = new LighterError({ code: 'registry', message: 'denied' });
    expect(await withWait('nginx', denied)).toBe(denied);
    expect(await withWait('localhost:5000/app', limited)).toBe(limited);
    expect(wait).not.toHaveBeenCalled();
    wait.mockRejectedValueOnce(new Error('away'));
    expect(await withWait('nginx', limited)).toBe(limited);
  });
});

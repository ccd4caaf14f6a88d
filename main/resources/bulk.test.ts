import { LighterError } from '@contract/errors';
import { expect, it } from 'vitest';
import { bulk } from './bulk';

it('does eight at a time, keeps the order, and lets one failure be one failure', async () => {
  let running = 0;
  let most = 0;
  const ids = Array.from({ length: 30 }, (_, index) => `id${index}`);
  const outcomes = await bulk(ids, async (id) => {
    running += 1;
    most = Math.max(most, running);
    await new Promise((resolve) => setImmediate(resolve));
    running -= 1;
    if (id === 'id3') throw new LighterError({ code: 'in-use', message: 'held', status: 409 });
  });
  expect(most).toBe(8);
  expect(outcomes.map(({ id }) => id)).toEqual(ids);
  expect(outcomes.filter(({ ok }) => !ok)).toEqual([
    {
      id: 'id3',
      ok: false,
      error: expect.objectContaining({ code: 'in-use', message: 'held', status: 409 }),
    },
  ]);
});

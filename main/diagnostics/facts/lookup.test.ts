import { describe, expect, it } from 'vitest';
import { createLookup } from './lookup';

describe('createLookup', () => {
  const never = () => new Promise<string>(() => undefined);

  it('asks for a name once, for two names at a time, and not at all for an address', async () => {
    const asked: string[] = [];
    const answers: ((address: string) => void)[] = [];
    const find = createLookup(new AbortController().signal, (host) => {
      asked.push(host);
      return new Promise((resolve) => answers.push(resolve));
    });
    const found = Promise.all(['a', 'b', 'c', 'a'].map(find));
    expect(asked).toEqual(['a', 'b']);
    answers[0]?.('1.1.1.1');
    await expect(find('a')).resolves.toBe('1.1.1.1');
    expect(asked).toEqual(['a', 'b', 'c']);
    for (const answer of answers) answer('2.2.2.2');
    expect(await found).toEqual(['1.1.1.1', '2.2.2.2', '2.2.2.2', '1.1.1.1']);
    await expect(find('::1')).resolves.toBe('::1');
    expect(asked).toHaveLength(3);
  });

  it('gives up when the time of all is over', async () => {
    const over = new AbortController();
    const answer = createLookup(over.signal, never)('slow.example');
    over.abort();
    await expect(answer).rejects.toMatchObject({ code: 'ETIMEDOUT' });
  });
});

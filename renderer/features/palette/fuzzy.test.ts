import { describe, expect, it } from 'vitest';
import { fuzzy, fuzzyAll, queryWords } from './fuzzy';

const score = (word: string, text: string) => fuzzy(word, text) ?? Number.NEGATIVE_INFINITY;
const best = (word: string, texts: string[]) =>
  [...texts].sort((a, b) => score(word, b) - score(word, a)).filter((text) => fuzzy(word, text) !== null);

describe('fuzzy', () => {
  it.each([
    ['web', 'web', 'web-1'],
    ['web', 'web-1', 'my-web'],
    ['web', 'my-web', 'cobweb'],
    ['web', 'webserver', 'webserver-with-a-long-name'],
    ['pgs', 'pg-shop', 'paging-sets'],
    ['mwd', 'my-web-db', 'mowed'],
  ])('%s is rather %s than %s', (word, better, worse) => {
    expect(best(word, [worse, better])[0]).toBe(better);
    expect(score(word, better)).toBeGreaterThan(score(word, worse));
  });

  it('wants every letter, in order', () => {
    expect(fuzzy('bew', 'web')).toBeNull();
    expect(fuzzy('webx', 'web')).toBeNull();
    expect(fuzzy('nginx', 'nginx:latest')).not.toBeNull();
  });

  it('takes no chance hits: two letters far apart, or letters all over a long text', () => {
    expect(fuzzy('ae', 'alpine')).toBeNull();
    expect(fuzzy('abc', 'xa................xb.........zc')).toBeNull();
  });

  it('fits everything while nothing is typed', () => {
    expect(fuzzy('', 'web')).toBe(0);
    expect(fuzzyAll([], ['web'])).toBe(0);
  });

  it('works in Korean as well', () => {
    expect(score('중지', '중지')).toBe(100);
    expect(fuzzy('실행', '컨테이너 실행')).not.toBeNull();
  });
});

describe('fuzzyAll', () => {
  it('finds each word in any of the texts', () => {
    expect(fuzzyAll(queryWords('Stop web'), ['web-1', 'stop'])).not.toBeNull();
    expect(fuzzyAll(queryWords('web stop'), ['web-1', 'stop'])).not.toBeNull();
    expect(fuzzyAll(queryWords('web start'), ['web-1', 'stop'])).toBeNull();
  });

  it('counts a text for what it weighs', () => {
    const name = fuzzyAll(['web'], ['web', 'x'], [1, 0.5]) ?? 0;
    const image = fuzzyAll(['web'], ['x', 'web'], [1, 0.5]) ?? 0;
    expect(name).toBe(2 * image);
  });
});

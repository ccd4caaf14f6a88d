import { describe, expect, it } from 'vitest';
import { hidersOf } from './hiders';

const rows = [1, 2, 3, 4, 5, 6];
const over = { kind: 'terms', texts: ['over:4'], test: (n: number) => n > 4 } as const;
const odd = { kind: 'words', texts: ['odd'], test: (n: number) => n % 2 === 1 } as const;
const none = { kind: 'filter', texts: ['None'], test: () => false } as const;

describe('hidersOf', () => {
  it('says what each alone hides, most first', () => {
    expect(hidersOf(rows, [odd, over])).toEqual([
      { kind: 'terms', texts: ['over:4'], hidden: 3 },
      { kind: 'words', texts: ['odd'], hidden: 2 },
    ]);
  });

  it('leaves out one without which still nothing would show', () => {
    expect(hidersOf(rows, [over, none])).toEqual([{ kind: 'filter', texts: ['None'], hidden: 2 }]);
    expect(hidersOf(rows, [none, { ...none, texts: ['Nor'] }])).toEqual([]);
  });
});

import { describe, expect, it } from 'vitest';
import { parseEnvText } from './parse';

describe('pasted variables', () => {
  it('reads lines, skips comments, and takes off export and quotes', () => {
    const text =
      '# database\nDB_HOST=db\r\nexport DB_URL=postgres://a:b@c/d?e=f\n\nQ="a b"\nS=\' x \'\nEMPTY=\n';
    expect(parseEnvText(text)).toEqual([
      { name: 'DB_HOST', value: 'db' },
      { name: 'DB_URL', value: 'postgres://a:b@c/d?e=f' },
      { name: 'Q', value: 'a b' },
      { name: 'S', value: ' x ' },
      { name: 'EMPTY', value: '' },
    ]);
  });

  it('finds nothing in plain text', () => expect(parseEnvText('hello\nworld')).toEqual([]));
  it('keeps a quote that is not closed', () =>
    expect(parseEnvText('A="b')).toEqual([{ name: 'A', value: '"b' }]));
});

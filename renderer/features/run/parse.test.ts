import { describe, expect, it } from 'vitest';
import { parseBytes, parseContainerPort, parseCpus, parseEnvText, parseHostPort } from './parse';

describe('host ports', () => {
  it.each([
    ['80', { port: 80 }],
    [' 8080 ', { port: 8080 }],
    ['127.0.0.1:80', { port: 80, ip: '127.0.0.1' }],
    ['[::1]:80', { port: 80, ip: '::1' }],
    ['[fe80::1]:65535', { port: 65_535, ip: 'fe80::1' }],
  ])('reads %s', (text, expected) => expect(parseHostPort(text)).toEqual(expected));

  it.each([
    '',
    '0',
    '65536',
    '80a',
    '-1',
    '8.0',
    '1e3',
    'localhost:80',
    '256.1.1.1:80',
    '::1:80',
    '[]:80',
    '80-90',
  ])('refuses %s', (text) => expect(parseHostPort(text)).toBeNull());
});

describe('container ports', () => {
  it.each([
    ['80', { port: 80, protocol: 'tcp' }],
    ['80/tcp', { port: 80, protocol: 'tcp' }],
    ['53/UDP', { port: 53, protocol: 'udp' }],
    ['9/sctp', { port: 9, protocol: 'sctp' }],
  ])('reads %s', (text, expected) => expect(parseContainerPort(text)).toEqual(expected));

  it.each(['', '/tcp', '80/', '80/icmp', '0', '70000', '80:80'])('refuses %s', (text) =>
    expect(parseContainerPort(text)).toBeNull(),
  );
});

describe('amounts of memory', () => {
  it.each([
    ['512m', 536_870_912],
    ['512M', 536_870_912],
    ['1g', 1_073_741_824],
    ['1.5 GiB', 1_610_612_736],
    ['6291456', 6_291_456],
    ['7b', 7],
    ['100kb', 102_400],
  ])('reads %s', (text, bytes) => expect(parseBytes(text)).toBe(bytes));

  it.each(['', 'm', '1x', '-1g', '1,5g', '1 000m', '99999p', 'NaN'])('refuses %s', (text) =>
    expect(parseBytes(text)).toBeNull(),
  );
});

describe('numbers of CPUs', () => {
  it.each([
    ['1.5', 1.5],
    ['2', 2],
    ['.5', 0.5],
    ['0.25', 0.25],
  ])('reads %s', (text, cpus) => expect(parseCpus(text)).toBe(cpus));

  it.each(['', '1,5', '1e2', 'one', '-1', '0.0000000001'])('refuses %s', (text) =>
    expect(parseCpus(text)).toBeNull(),
  );
});

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

import { describe, expect, it } from 'vitest';
import {
  parseExposed,
  parseHostPart,
  parsePublished,
  portBindings,
  printPublished,
  readBindings,
} from './ports';

describe('host ports', () => {
  it.each([
    ['80', { range: { first: 80 } }],
    [' 8080 ', { range: { first: 8080 } }],
    ['127.0.0.1:80', { range: { first: 80 }, ip: '127.0.0.1' }],
    ['[::1]:80', { range: { first: 80 }, ip: '::1' }],
    ['[fe80::1]:65535', { range: { first: 65_535 }, ip: 'fe80::1' }],
    ['80-90', { range: { first: 80, last: 90 } }],
    ['127.0.0.1:', { ip: '127.0.0.1' }],
    ['', {}],
  ])('reads %s', (text, expected) => expect(parseHostPart(text)).toEqual(expected));

  it.each([
    '0',
    '65536',
    '80a',
    '-1',
    '8.0',
    '1e3',
    'localhost:80',
    '256.1.1.1:80',
    '[]:80',
    '90-80',
    '1-2-3',
  ])('refuses %s', (text) => expect(parseHostPart(text)).toBeNull());
});

describe('container ports', () => {
  it.each([
    ['80', { port: 80, protocol: 'tcp' }],
    ['80/tcp', { port: 80, protocol: 'tcp' }],
    ['53/UDP', { port: 53, protocol: 'udp' }],
    ['9/sctp', { port: 9, protocol: 'sctp' }],
    ['3000-3005/udp', { port: 3000, portEnd: 3005, protocol: 'udp' }],
  ])('reads %s', (text, expected) => expect(parseExposed(text)).toEqual(expected));

  it.each(['', '/tcp', '80/', '80/icmp', '0', '70000', '80:80'])('refuses %s', (text) =>
    expect(parseExposed(text)).toBeNull(),
  );
});

describe('published ports', () => {
  const bindings = (text: string) => {
    const port = parsePublished(text);
    return port && portBindings([port]);
  };

  it.each([
    '80',
    '8080:80',
    '127.0.0.1:8080:80/udp',
    '[::1]:8080:80',
    '127.0.0.1::80',
    '1-3:4-6',
    '9000-9005:90',
  ])('writes %s as it was read', (text) => {
    const port = parsePublished(text);
    expect(port && printPublished(port)).toBe(text);
  });

  it('pairs ranges, and leaves the engine the choice of one for a single port', () => {
    expect(bindings('8001-8002:81-82')).toEqual({
      '81/tcp': [{ HostIp: '', HostPort: '8001' }],
      '82/tcp': [{ HostIp: '', HostPort: '8002' }],
    });
    expect(bindings('9000-9005:90/udp')).toEqual({ '90/udp': [{ HostIp: '', HostPort: '9000-9005' }] });
    expect(bindings('81-82')).toEqual({
      '81/tcp': [{ HostIp: '', HostPort: '' }],
      '82/tcp': [{ HostIp: '', HostPort: '' }],
    });
  });

  it.each(['8001-8003:81-82', 'x:80', '80:', ':', '1.2.3:80:80'])('refuses %s', (text) =>
    expect(parsePublished(text)).toBeNull(),
  );

  it('joins neighbours again', () => {
    const ports = ['8001-8004:81-84', '53:53/udp', '127.0.0.1:9:9'].map((text) => parsePublished(text));
    const read = readBindings(portBindings(ports.filter((port) => port !== null)));
    expect(read.map(printPublished).sort()).toEqual(['127.0.0.1:9:9', '53:53/udp', '8001-8004:81-84']);
  });
});

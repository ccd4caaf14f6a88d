import { describe, expect, it } from 'vitest';
import { bridgeAddress, choosePool, overlaps, parseNameServers, parseNetwork, parseRoutes } from './pool';

const network = (text: string) => {
  const parsed = parseNetwork(text);
  if (!parsed) throw new Error(text);
  return parsed;
};

describe('addresses', () => {
  it('reads networks', () => {
    expect(network('10.98.3.4/16')).toEqual({ first: 0x0a620000, bits: 16 });
    expect(network('192.0.2.2')).toEqual({ first: 0xc0000202, bits: 32 });
    expect(parseNetwork('fd00::2/64')).toBeNull();
    expect(parseNetwork('10.0.0.256')).toBeNull();
    expect(parseNetwork('10.0.0.0/33')).toBeNull();
  });

  it.each([
    ['10.98.0.0/16', '10.98.7.0/24', true],
    ['10.98.0.0/16', '10.99.0.0/16', false],
    ['10.0.0.0/8', '10.98.0.1', true],
    ['0.0.0.0/0', '192.0.2.0/24', true],
    ['192.168.0.0/24', '192.168.1.0/24', false],
  ])('%s and %s: %s', (one, other, expected) => {
    expect(overlaps(network(one), network(other))).toBe(expected);
    expect(overlaps(network(other), network(one))).toBe(expected);
  });

  it('reads routes, which are written backwards, without the default', () => {
    const text =
      'Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT\n' +
      'eth0\t00000000\t010200C0\t0003\t0\t0\t0\t00000000\t0\t0\t0\n' +
      'ltx0\t0000620A\t00000000\t0001\t0\t0\t0\t00FFFFFF\t0\t0\t0\n';
    expect(parseRoutes(text)).toEqual([network('10.98.0.0/24')]);
    expect(parseRoutes('')).toEqual([]);
  });

  it('reads name servers', () => {
    expect(parseNameServers('# x\nnameserver 10.99.0.53\nnameserver fe80::1\nsearch a\n')).toEqual([
      network('10.99.0.53'),
    ]);
  });

  it('clash with nothing, and stay the same from start to start', () => {
    expect(choosePool([])).toBe('10.98.0.0/16');
    expect(choosePool([network('10.98.4.0/24')])).toBe('10.99.0.0/16');
    expect(choosePool([network('10.99.0.53')], '10.119.0.0/16')).toBe('10.119.0.0/16');
    expect(choosePool([network('10.119.0.0/16')], '10.119.0.0/16')).toBe('10.98.0.0/16');
    expect(choosePool([network('10.0.0.0/8')])).toBeNull();
    expect(choosePool([], 'nonsense')).toBe('10.98.0.0/16');
  });

  it('give the bridge the first one', () => {
    expect(bridgeAddress('10.98.0.0/16')).toBe('10.98.0.1/24');
  });
});

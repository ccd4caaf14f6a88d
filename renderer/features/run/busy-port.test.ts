import { describe, expect, it } from 'vitest';
import { busyPort } from './busy-port';

describe('the port that a start failed on', () => {
  it.each<[string, number, string]>([
    ['Bind for 0.0.0.0:18099 failed: port is already allocated', 18_099, 'tcp'],
    ['Error starting userland proxy: listen tcp4 0.0.0.0:8080: bind: address already in use', 8080, 'tcp'],
    ['listen udp4 0.0.0.0:53: bind: address already in use', 53, 'udp'],
    ['failed to bind host port for 0.0.0.0:80:172.17.0.2:8000/tcp: address already in use', 80, 'tcp'],
    ['Bind for :::443 failed: port is already allocated', 443, 'tcp'],
  ])('of %s', (message, port, protocol) => expect(busyPort(message)).toEqual({ port, protocol }));

  it.each(['no such image: x:80', 'Address already in use'])('is none in %s', (message) =>
    expect(busyPort(message)).toBeNull(),
  );
});

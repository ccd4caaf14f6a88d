import type { PortRow } from '@contract/containers';
import { describe, expect, it } from 'vitest';
import { publishedPorts } from './ports';

const port = (hostPort: number | null, containerPort: number, protocol: PortRow['protocol'] = 'tcp') => ({
  containerPort,
  protocol,
  hostPort,
  hostIps: hostPort === null ? [] : ['0.0.0.0', '::'],
});

describe('publishedPorts', () => {
  it('names them as docker does, in the order of the host ports, each once', () => {
    const ports = [port(8443, 443), port(80, 80), port(null, 9000), port(80, 80)];
    expect(publishedPorts(ports, 'localhost').map(({ label }) => label)).toEqual(['80:80', '8443:443']);
  });

  it('leads a browser to TCP ports only', () => {
    const [udp] = publishedPorts([port(53, 53, 'udp')], 'localhost');
    expect(udp).toEqual({ label: '53:53/udp', hostPort: 53, url: null });
  });

  it('goes to the engine, which may be elsewhere', () => {
    expect(publishedPorts([port(80, 80)], 'build.example')[0]?.url).toBe('http://build.example:80');
    expect(publishedPorts([port(80, 80)], '::1')[0]?.url).toBe('http://[::1]:80');
  });
});

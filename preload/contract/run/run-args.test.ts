import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { shellLine } from '../../../renderer/lib/shell-quote';
import type { RunForm } from '../run-form';
import { runArgs } from './run-args';

const form = (change: Partial<RunForm> = {}): RunForm => ({
  image: 'nginx',
  ports: [],
  env: [],
  volumes: [],
  command: [],
  restart: 'no',
  ...change,
});
const port = (hostPort: number | undefined, containerPort: number, change = {}) => ({
  hostPort,
  containerPort,
  protocol: 'tcp' as const,
  ...change,
});
const line = (change: Partial<RunForm> = {}) => shellLine(runArgs(form(change), true));

describe('the CLI line', () => {
  it('is the one of the docs', () => {
    expect(line({ name: 'webserver', ports: [port(80, 80)] })).toBe(
      'docker run -d --name webserver -p 80:80 nginx',
    );
    expect(shellLine(runArgs(form({ name: 'x1' }), false))).toBe('docker create --name x1 nginx');
    expect(line({ image: '' })).toBe('docker run -d IMAGE');
  });

  it('writes ports as the CLI reads them', () => {
    const ports = [
      port(undefined, 80),
      port(53, 53, { protocol: 'udp' }),
      port(80, 80, { hostIp: '127.0.0.1' }),
      port(80, 80, { hostIp: '::1' }),
      port(undefined, 80, { hostIp: '127.0.0.1' }),
    ];
    expect(runArgs(form({ ports }), true).filter((arg) => arg !== '-p')).toEqual([
      'docker',
      'run',
      '-d',
      '80',
      '53:53/udp',
      '127.0.0.1:80:80',
      '[::1]:80:80',
      '127.0.0.1::80',
      'nginx',
    ]);
  });

  it('writes everything else', () => {
    expect(
      line({
        env: [{ name: 'TZ', value: 'Asia/Seoul' }],
        volumes: [
          { source: 'data', target: '/data', readOnly: false },
          { source: '/srv/my files', target: '/srv', readOnly: true },
        ],
        restart: 'unless-stopped',
        networks: [{ name: 'shop' }],
        memory: 536_870_912,
        cpus: 1.5,
        command: ['sh', '-c', 'echo hi'],
      }),
    ).toBe(
      "docker run -d -e TZ=Asia/Seoul -v data:/data -v '/srv/my files:/srv:ro' --restart unless-stopped " +
        "--network shop --memory 512m --cpus 1.5 nginx sh -c 'echo hi'",
    );
  });

  it.each([
    [1_073_741_824, '1g'],
    [1_610_612_736, '1536m'],
    [6_291_457, '6291457b'],
  ])('writes %i bytes exactly', (memory, text) => expect(line({ memory })).toContain(`--memory ${text} `));

  it.each([
    [2, '2'],
    [0.25, '0.25'],
    [10, '10'],
    [0.01, '0.01'],
  ])('writes %d CPUs plainly', (cpus, text) => expect(line({ cpus })).toContain(`--cpus ${text} `));

  it('comes out of a real shell as it went in', () => {
    const nasty = [
      `it's "quoted"`,
      '$(touch /tmp/x) `id` $HOME',
      'two\nlines',
      '',
      '~/x',
      '* ? [a]',
      '한글 ; rm',
      '\\',
    ];
    const args = runArgs(
      form({ command: nasty, env: nasty.map((value, index) => ({ name: `V${index}`, value })) }),
      true,
    );
    const printed = execFileSync('sh', ['-c', `printf '%s\\0' ${shellLine(args)}`], { encoding: 'utf8' });
    expect(printed.split('\0').slice(0, -1)).toEqual(args);
  });
});

import type { ContainerRow, PortProbe } from '@contract/containers';
import { runForm } from '@contract/run-form';
import { describe, expect, it } from 'vitest';
import { type CheckContext, checkFields } from './check';
import { emptyFields, type RunFields } from './fields';

const context: CheckContext = {
  containers: [],
  networks: new Set(['bridge', 'host', 'none', 'shop']),
  probes: new Map(),
  isImageInvalid: false,
};

const container = (name: string, change: Partial<ContainerRow> = {}): ContainerRow => ({
  id: name,
  name,
  image: 'nginx',
  imageId: 'sha256:0',
  state: 'running',
  health: null,
  exitCode: null,
  ports: [],
  createdAt: 0,
  since: null,
  command: '',
  networks: [],
  volumes: [],
  labels: {},
  ...change,
});

const published = (hostPort: number, ...hostIps: string[]) => ({
  ports: [{ containerPort: 80, protocol: 'tcp' as const, hostPort, hostIps }],
});

const probe = (port: number, change: Partial<PortProbe>): [string, PortProbe] => [
  `${port}/tcp`,
  { port, protocol: 'tcp', free: true, container: null, process: null, next: null, more: [], ...change },
];

const fieldsWith = (change: Partial<RunFields>): RunFields => ({ ...emptyFields('nginx'), ...change });
const ports = (...rows: [host: string, container: string][]) => ({
  ports: rows.map(([host, inner], index) => ({ id: index + 1, host, container: inner, auto: false })),
});
const volumes = (...rows: [source: string, target: string][]) => ({
  volumes: rows.map(([source, target], index) => ({
    id: index + 1,
    source,
    target,
    readOnly: false,
    options: '',
  })),
});
const env = (...rows: [name: string, value: string][]) => ({
  env: rows.map(([name, value], index) => ({ id: index + 1, name, value })),
});
const problemsOf = (change: Partial<RunFields>, also: Partial<CheckContext> = {}) =>
  Object.fromEntries(checkFields(fieldsWith(change), { ...context, ...also }).problems);

describe('a form that works', () => {
  it('becomes exactly what is sent, and main accepts it', () => {
    const { form, problems } = checkFields(
      fieldsWith({
        name: ' webserver ',
        command: `sh -c 'echo "a b"'`,
        restart: 'unless-stopped',
        network: 'shop',
        memory: '512m',
        cpus: '1.5',
        ...ports(['8080', '80'], ['127.0.0.1:53', '53/udp'], ['', '443'], ['', '']),
        ...env([' TZ ', 'Asia/Seoul'], ['EMPTY', ''], ['', '']),
        ...volumes(['data', '/var/lib/data'], ['/srv', '/srv'], ['C:\\work', '/work'], ['', '']),
      }),
      context,
    );
    expect([...problems]).toEqual([]);
    expect(form).toEqual({
      image: 'nginx',
      name: 'webserver',
      ports: [
        { hostPort: 8080, containerPort: 80, protocol: 'tcp' },
        { hostPort: 53, hostIp: '127.0.0.1', containerPort: 53, protocol: 'udp' },
        { containerPort: 443, protocol: 'tcp' },
      ],
      env: [
        { name: 'TZ', value: 'Asia/Seoul' },
        { name: 'EMPTY', value: '' },
      ],
      volumes: [
        { source: 'data', target: '/var/lib/data', readOnly: false },
        { source: '/srv', target: '/srv', readOnly: false },
        { source: 'C:\\work', target: '/work', readOnly: false },
      ],
      command: ['sh', '-c', 'echo "a b"'],
      restart: 'unless-stopped',
      networks: [{ name: 'shop' }],
      memory: 536_870_912,
      cpus: 1.5,
    });
    expect(runForm.safeParse(form).success).toBe(true);
  });

  it('needs nothing but an image', () => {
    const { form, problems } = checkFields(fieldsWith({}), context);
    expect(problems.size).toBe(0);
    expect(runForm.safeParse(form).success).toBe(true);
  });
});

describe('image, name, network', () => {
  it('says that the image is missing or wrong', () => {
    expect(problemsOf({ image: ' ' })).toEqual({ image: { code: 'image-missing' } });
    expect(problemsOf({}, { isImageInvalid: true })).toEqual({ image: { code: 'image-invalid' } });
  });

  it('names the container that has the name', () => {
    const containers = [container('webserver', { state: 'exited' })];
    expect(problemsOf({ name: 'webserver' }, { containers })).toEqual({
      name: { code: 'name-taken', name: 'webserver', state: 'exited' },
    });
    expect(problemsOf({ name: 'Webserver' }, { containers })).toEqual({});
  });

  it('still tells the CLI line what clashes, as it can be read', () => {
    const containers = [container('webserver', published(80, '0.0.0.0'))];
    const { form } = checkFields(fieldsWith({ name: 'webserver', ...ports(['80', '80'], ['x', '81']) }), {
      ...context,
      containers,
    });
    expect(form.name).toBe('webserver');
    expect(form.ports.map(({ hostPort }) => hostPort)).toEqual([80]);
  });

  it.each(['a', '-web', 'web server', 'a/b', '웹', 'a'.repeat(129)])('refuses the name %s', (name) =>
    expect(problemsOf({ name })).toEqual({ name: { code: 'name-invalid' } }),
  );

  it('knows the networks, once they are known', () => {
    expect(problemsOf({ network: 'gone' })).toEqual({ network: { code: 'network-unknown', name: 'gone' } });
    expect(problemsOf({ network: 'gone' }, { networks: null })).toEqual({});
  });
});

describe('ports', () => {
  it('says who holds a port, before and after main was asked', () => {
    const containers = [container('proxy', published(80, '0.0.0.0', '::'))];
    const taken = { code: 'port-taken', port: 80, container: 'proxy', process: null, more: [] };
    expect(problemsOf(ports(['80', '80']), { containers })).toEqual({ 'host:1': { ...taken, next: null } });
    const probes = new Map([probe(80, { free: false, container: 'proxy', next: 8080 })]);
    expect(problemsOf(ports(['80', '80']), { containers, probes })).toEqual({
      'host:1': { ...taken, next: 8080 },
    });
  });

  it('says so when something outside the engine holds it', () => {
    const probes = new Map([probe(80, { free: false, next: 8080 })]);
    expect(problemsOf(ports(['80', '80']), { probes })).toEqual({
      'host:1': { code: 'port-taken', port: 80, container: null, process: null, next: 8080, more: [] },
    });
  });

  it('never suggests a port that the form itself asks for', () => {
    const probes = new Map([probe(80, { free: false, next: 8080 })]);
    expect(problemsOf(ports(['80', '80'], ['8080', '81']), { probes })).toEqual({
      'host:1': { code: 'port-taken', port: 80, container: null, process: null, next: 8081, more: [] },
    });
  });

  it('does not mind one that cannot be known, is free, or is of another protocol or address', () => {
    expect(problemsOf(ports(['80', '80']), { probes: new Map([probe(80, { free: null })]) })).toEqual({});
    expect(problemsOf(ports(['80', '80']), { probes: new Map([probe(80, { free: true })]) })).toEqual({});
    const containers = [container('proxy', published(80, '192.168.0.2'))];
    expect(problemsOf(ports(['80', '80/udp']), { containers })).toEqual({});
    expect(problemsOf(ports(['127.0.0.1:80', '80']), { containers })).toEqual({});
    expect(problemsOf(ports(['0.0.0.0:80', '80']), { containers })).toHaveProperty(
      'host:1.code',
      'port-taken',
    );
    expect(problemsOf(ports(['80', '80']), { containers })).toHaveProperty('host:1.code', 'port-taken');
  });

  it('sees the same host port twice in the form', () => {
    expect(problemsOf(ports(['80', '80'], ['80', '81']))).toEqual({
      'host:2': { code: 'port-twice', port: 80 },
    });
    expect(problemsOf(ports(['80', '80'], ['80', '80/udp']))).toEqual({});
    expect(problemsOf(ports(['127.0.0.1:80', '80'], ['127.0.0.2:80', '81']))).toEqual({});
  });

  it('explains what is not a port', () => {
    expect(problemsOf(ports(['http', '80'], ['80', ''], ['81', 'x']))).toEqual({
      'host:1': { code: 'port-invalid' },
      'container:2': { code: 'container-port-missing' },
      'container:3': { code: 'container-port-invalid' },
    });
  });

  it('takes no port where none is published', () => {
    const containers = [container('proxy', published(80, '0.0.0.0'))];
    expect(problemsOf({ network: 'host', ...ports(['80', '80']) }, { containers })).toEqual({});
  });
});

describe('volumes, variables, command, limits', () => {
  it('explains paths', () => {
    const rows = volumes(
      ['./data', '/a'],
      ['-x', '/b'],
      ['', '/c'],
      ['data', ''],
      ['data', 'd'],
      ['data', '//'],
      ['data', '/a/'],
      ['/a:b', '/e'],
    );
    expect(problemsOf(rows)).toEqual({
      'source:1': { code: 'source-relative' },
      'source:2': { code: 'source-invalid' },
      'target:4': { code: 'target-missing' },
      'target:5': { code: 'target-relative' },
      'target:6': { code: 'target-root' },
      'target:7': { code: 'target-twice', path: '/a/' },
      'source:8': { code: 'path-colon' },
    });
  });

  it('explains variables', () => {
    expect(problemsOf(env(['', 'x'], ['A=B', ''], ['C', '1'], ['C', '2']))).toEqual({
      'variable:1': { code: 'variable-missing' },
      'variable:2': { code: 'variable-invalid' },
      'variable:4': { code: 'variable-twice', name: 'C' },
    });
  });

  it('explains an open quote', () =>
    expect(problemsOf({ command: 'sh -c "echo' })).toEqual({ command: { code: 'command-quote' } }));

  it('explains limits', () => {
    expect(problemsOf({ memory: 'lots' })).toEqual({ memory: { code: 'memory-invalid' } });
    expect(problemsOf({ memory: '512' })).toEqual({ memory: { code: 'memory-small' } });
    expect(problemsOf({ cpus: '0' })).toEqual({ cpus: { code: 'cpus-invalid' } });
    expect(problemsOf({ cpus: '1,5' })).toEqual({ cpus: { code: 'cpus-invalid' } });
  });
});

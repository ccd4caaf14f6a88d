import type { Duplex } from 'node:stream';
import { LighterError } from '@contract/errors';
import { execStreams, maxInput, type TerminalControl, type TerminalItem } from '@contract/exec';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type TestSink, testSink } from '../cache/testing/test-sink';
import { createClient } from '../engine/client';
import { type FakeEngine, type FakeRequest, sendJson, startFakeEngine } from '../engine/testing/fake-engine';
import { createTransport, type Transport } from '../engine/transport';
import type { Connection } from '../engine/types';
import { execStream } from './exec';

const id = 'a'.repeat(64);
const upgraded = 'HTTP/1.1 101 UPGRADED\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\n';
const missing =
  'OCI runtime exec failed: exec failed: exec: "x": executable file not found in $PATH: unknown\r\n';

describe('exec.terminal', () => {
  let engine: FakeEngine;
  let transport: Transport;
  let abort: AbortController;
  let sink: TestSink<TerminalItem, TerminalControl>;
  /** The programs the container has. */
  let programs: string[];
  /** What `GET /exec/{id}/json` says of each process made, in order. */
  let processes: {
    command: string[];
    Running: boolean;
    ExitCode: number | null;
    Pid?: number;
    socket?: Duplex;
  }[];
  let startedAt: string;
  /** What the process writes with the very packet that carries the status line. */
  let greeting: string;

  const processOf = (path: string) => {
    const found = processes[Number(/^\/exec\/(\d+)\//.exec(path)?.[1])];
    if (!found) throw new Error(`no process at ${path}`);
    return found;
  };

  function onUpgrade({ path }: FakeRequest, socket: Duplex): void {
    const made = processOf(path);
    made.socket = socket;
    if (!programs.includes(made.command[0] ?? '')) {
      Object.assign(made, { Running: false, ExitCode: 126 });
      socket.end(upgraded + missing);
      return;
    }
    made.Running = true;
    socket.write(upgraded + greeting);
  }

  beforeEach(async () => {
    programs = ['sh'];
    processes = [];
    startedAt = 'then';
    greeting = '/ # ';
    sink = testSink();
    abort = new AbortController();
    engine = await startFakeEngine({
      onUpgrade,
      routes: {
        [`POST /containers/${id}/exec`]: ({ body }: FakeRequest, response) => {
          processes.push({ command: JSON.parse(body).Cmd, Running: false, ExitCode: null });
          sendJson(response, { Id: String(processes.length - 1) }, 201);
        },
        [`GET /containers/${id}/json`]: (_request: FakeRequest, response) =>
          sendJson(response, { State: { Running: startedAt !== '', StartedAt: startedAt } }),
      },
    });
    for (let made = 0; made < 20; made += 1) {
      engine.on(`GET /exec/${made}/json`, ({ path }, response) => {
        const { Running, ExitCode, Pid } = processOf(path);
        sendJson(response, { Running, ExitCode, Pid });
      });
      engine.on(`POST /exec/${made}/resize`, {});
      // Not taken over: a second process that signals the first.
      engine.on(`POST /exec/${made}/start`, (_request, response) => sendJson(response, {}));
    }
    transport = createTransport({ kind: 'socket', path: engine.socketPath });
  });

  afterEach(async () => {
    sink.close();
    abort.abort();
    transport.dispose();
    for (const { socket } of processes) socket?.destroy();
    await engine.dispose();
  });

  function open(command: string[] = [], user = ''): void {
    const client = createClient({ transport, version: '1.41', epoch: 1, signal: abort.signal });
    const connection = { require: () => client } as unknown as Connection;
    const handler = execStream({ connection, patience: { leave: 60, signal: 60, every: 10 } });
    const input = { epoch: 1, id, user, command, cols: 80, rows: 24 };
    void Promise.resolve(handler['exec.terminal'](input, sink)).catch((error: LighterError) =>
      sink.fail(error.toData()),
    );
  }
  const kinds = () => sink.items.map(({ kind }) => kind);
  const text = () => sink.items.map((item) => (item.kind === 'output' ? item.text : '')).join('');
  const running = () => vi.waitFor(() => expect(kinds()).toContain('started'));
  const asked = (path: string) => engine.requests.filter((request) => request.path === path);

  it('finds a shell by trying, and shows nothing of the refusals', async () => {
    open();
    await running();
    await vi.waitFor(() => expect(text()).toBe('/ # '));
    expect(processes.map(({ command }) => command)).toEqual([['bash'], ['sh']]);
    expect(sink.items).toContainEqual({ kind: 'started', command: ['sh'] });
  });

  it('keeps what comes in one packet with the status line, and characters that are cut in two', async () => {
    greeting = 'at once ';
    open();
    await running();
    const bytes = Buffer.from('안녕');
    processes[1]?.socket?.write(bytes.subarray(0, 4));
    await vi.waitFor(() => expect(text()).toBe('at once 안'));
    processes[1]?.socket?.write(bytes.subarray(4));
    await vi.waitFor(() => expect(text()).toBe('at once 안녕'));
  });

  it('sends its configuration in the body only, and the size never before the start', async () => {
    open(['sh', '-c', 'top'], 'www-data');
    await running();
    const [create] = asked(`/containers/${id}/exec`);
    expect(create?.url).toBe(`/v1.41/containers/${id}/exec`);
    expect(JSON.parse(create?.body ?? '')).toMatchObject({
      Tty: true,
      User: 'www-data',
      Cmd: ['sh', '-c', 'top'],
    });
    const [start] = asked('/exec/0/start');
    expect(start?.headers).toMatchObject({ connection: 'Upgrade', upgrade: 'tcp' });
    expect(JSON.parse(start?.body ?? '')).toEqual({ Detach: false, Tty: true });
    await vi.waitFor(() => expect(asked('/exec/0/resize').length).toBeGreaterThanOrEqual(2));
    const order = engine.requests.map(({ path }) => path);
    expect(order.indexOf('/exec/0/resize')).toBeGreaterThan(order.indexOf('/exec/0/start'));
    sink.control({ kind: 'resize', cols: 100, rows: 30 });
    await vi.waitFor(() =>
      expect(Object.fromEntries(asked('/exec/0/resize').at(-1)?.query ?? [])).toEqual({ w: '100', h: '30' }),
    );
  });

  it('passes on what is typed, and tells how far it has come', async () => {
    open();
    await running();
    let typed = '';
    processes[1]?.socket?.on('data', (chunk) => {
      typed += chunk;
    });
    processes[1]?.socket?.resume();
    sink.control({ kind: 'input', text: 'ls\r' });
    await vi.waitFor(() => expect(typed).toBe('ls\r'));
    expect(sink.items).toContainEqual({ kind: 'taken', size: 3 });
  });

  it('reads no more while the view lags', async () => {
    open();
    await running();
    sink.lag();
    const socket = processes[1]?.socket;
    const block = 'y\r\n'.repeat(20_000);
    for (let sent = 0; sent < 200; sent += 1) socket?.write(block);
    // One whole exchange with the engine later it has had every chance to read on.
    sink.control({ kind: 'resize', cols: 101, rows: 31 });
    await vi.waitFor(() => expect(asked('/exec/1/resize').at(-1)?.query.get('w')).toBe('101'), 5000);
    expect(text().length).toBeLessThan(block.length * 20);
    sink.catchUp();
    await vi.waitFor(() => expect(text().length).toBe(greeting.length + block.length * 200), 5000);
  });

  it('tells the exit code, and whether it was the container that stopped', async () => {
    open();
    await running();
    Object.assign(processes[1] ?? {}, { Running: false, ExitCode: 3 });
    processes[1]?.socket?.end('bye');
    await vi.waitFor(() => expect(sink.items.at(-1)).toEqual({ kind: 'ended', exitCode: 3, why: 'exited' }));
    expect(text()).toBe('/ # bye');

    sink = testSink();
    open();
    await running();
    const last = processes.at(-1);
    Object.assign(last ?? {}, { Running: false, ExitCode: 137 });
    startedAt = '';
    last?.socket?.destroy();
    await vi.waitFor(() =>
      expect(sink.items.at(-1)).toEqual({ kind: 'ended', exitCode: 137, why: 'stopped' }),
    );
  });

  it('says that there is no shell, with what it tried; or that the command is missing', async () => {
    programs = [];
    open();
    await vi.waitFor(() => expect(kinds()).toEqual(['no-shell']));
    expect(sink.items[0]).toMatchObject({
      tried: expect.arrayContaining(['bash', 'sh', 'ash']),
      words: missing.trim(),
    });
    sink = testSink();
    open(['htop']);
    await vi.waitFor(() => expect(sink.items).toEqual([{ kind: 'refused', words: missing.trim() }]));
  });

  it('tries on where the engine answers a missing program with a status', async () => {
    engine.on(`POST /containers/${id}/exec`, ({ body }, response) => {
      if (JSON.parse(body).Cmd[0] === 'bash')
        sendJson(response, { message: 'crun: executable file `bash` not found in $PATH' }, 400);
      else {
        processes.push({ command: JSON.parse(body).Cmd, Running: false, ExitCode: null });
        sendJson(response, { Id: String(processes.length - 1) }, 201);
      }
    });
    open();
    await running();
    expect(sink.items).toContainEqual({ kind: 'started', command: ['sh'] });
  });

  it('believes that a silent program runs only when it has a process id', async () => {
    greeting = '';
    open(['sh', '-c', 'cat']);
    await vi.waitFor(() => expect(asked('/exec/0/json').length).toBeGreaterThanOrEqual(1), 3000);
    expect(kinds()).toEqual([]);
    Object.assign(processes[0] ?? {}, { Pid: 4711 });
    await vi.waitFor(() => expect(kinds()).toEqual(['started']), 3000);
  });

  it('fails as a conflict on a container that does not run', async () => {
    engine.on(`POST /containers/${id}/exec`, (_request, response) =>
      sendJson(response, { message: `Container ${id} is not running` }, 409),
    );
    open();
    await vi.waitFor(() => expect(sink.error?.code).toBeDefined());
    expect(sink.error).toMatchObject({ status: 409 });
    expect(['conflict', 'in-use']).toContain(sink.error?.code);
  });

  it('says goodbye when it is closed, and tells that this was enough', async () => {
    open();
    await running();
    let typed = '';
    const shell = processes[1];
    shell?.socket?.on('data', (chunk) => {
      typed += chunk;
      if (typed.endsWith('\x04')) {
        Object.assign(shell, { Running: false, ExitCode: 0 });
        shell.socket?.end();
      }
    });
    shell?.socket?.resume();
    sink.control({ kind: 'close' });
    await vi.waitFor(() => expect(sink.items.at(-1)).toEqual({ kind: 'closed', how: 'left' }));
    expect(typed).toBe('\x03\x04\x04');
  });

  it('signals what does not listen, by the mark in its environment', async () => {
    open([], 'app');
    await running();
    const [, first] = asked(`/containers/${id}/exec`);
    const [, mark] = JSON.parse(first?.body ?? '').Env;
    engine.on('POST /exec/3/start', (_request, response) => {
      Object.assign(processes[1] ?? {}, { Running: false, ExitCode: 137 });
      sendJson(response, {});
    });
    sink.control({ kind: 'close' });
    await vi.waitFor(() => expect(sink.items.at(-1)).toEqual({ kind: 'closed', how: 'killed' }));
    const signals = processes.slice(2).map(({ command }) => command);
    expect(signals.map((command) => command.at(-1))).toEqual(['HUP', 'KILL']);
    expect(signals.every((command) => command[0] === 'sh' && command.includes(mark))).toBe(true);
  });

  it('ends the process as well when the view just goes', async () => {
    open();
    await running();
    let typed = '';
    processes[1]?.socket?.on('data', (chunk) => {
      typed += chunk;
    });
    processes[1]?.socket?.resume();
    sink.close();
    await vi.waitFor(() => expect(typed).toBe('\x03\x04\x04'));
    await vi.waitFor(() => expect(processes.length).toBeGreaterThan(2));
  });

  it('is told by the loss of the engine', async () => {
    open();
    await running();
    abort.abort(new LighterError({ code: 'engine-unreachable', message: 'gone' }));
    await vi.waitFor(() => expect(sink.items.at(-1)).toEqual({ kind: 'ended', exitCode: null, why: 'lost' }));
  });
});

describe('the contract', () => {
  const { input, control } = execStreams['exec.terminal'];
  it('refuses what is no id, no size, or too much', () => {
    const good = { epoch: 1, id, user: '', command: [], cols: 80, rows: 24 };
    expect(input.safeParse(good).success).toBe(true);
    for (const bad of [{ id: '../images' }, { user: 'a\nb' }, { cols: 0 }, { rows: 1e9 }, { more: 1 }])
      expect(input.safeParse({ ...good, ...bad }).success).toBe(false);
    expect(control?.safeParse({ kind: 'input', text: 'x'.repeat(maxInput) }).success).toBe(true);
    expect(control?.safeParse({ kind: 'input', text: 'x'.repeat(maxInput + 1) }).success).toBe(false);
    expect(control?.safeParse({ kind: 'kill' }).success).toBe(false);
  });
});

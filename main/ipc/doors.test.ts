import { callChannel, streamChannel } from '@contract/wire';
import { beforeEach, describe, expect, it, vi } from 'vitest';

type Listener = (event: unknown, request: unknown) => unknown;
const channels = new Map<string, Listener>();
vi.mock('electron', () => ({
  ipcMain: {
    handle: (channel: string, listener: Listener) => channels.set(channel, listener),
    on: (channel: string, listener: Listener) => channels.set(channel, listener),
    removeHandler: (channel: string) => channels.delete(channel),
    off: (channel: string) => channels.delete(channel),
  },
}));
const { createDoors } = await import('./doors');

const knock = (channel: string, event: object, request: unknown) => channels.get(channel)?.(event, request);
const inside = () => ({ answer: vi.fn(async () => ({ ok: true, value: 7 }) as const), open: vi.fn() });
const page = (destroyed = false) => {
  const port = { close: vi.fn() };
  return { port, event: { ports: [port], sender: { isDestroyed: () => destroyed } } };
};

describe('the doors', () => {
  beforeEach(() => channels.clear());

  it('keep who comes early until somebody answers', async () => {
    const doors = createDoors(() => true, vi.fn());
    const early = knock(callChannel, {}, { name: 'app.info' });
    const { port, event } = page();
    knock(streamChannel, event, { name: 'state.watch' });
    const first = { open: vi.fn() };
    doors.serveFirst(first);
    await vi.waitFor(() =>
      expect(first.open).toHaveBeenCalledWith({ name: 'state.watch' }, port, event.sender),
    );
    const served = inside();
    doors.serve(served);
    expect(await early).toEqual({ ok: true, value: 7 });
    expect(served.answer).toHaveBeenCalledWith({ name: 'app.info' });
    expect(served.open).not.toHaveBeenCalled();
  });

  it('let in the stream of rows ahead of the others', async () => {
    const doors = createDoors(() => true, vi.fn());
    const { port, event } = page();
    knock(streamChannel, event, { name: 'app.commands' });
    const first = { open: vi.fn() };
    doors.serveFirst(first);
    await Promise.resolve();
    expect(first.open).not.toHaveBeenCalled();
    const served = inside();
    doors.serve(served);
    await vi.waitFor(() =>
      expect(served.open).toHaveBeenCalledWith({ name: 'app.commands' }, port, event.sender),
    );
  });

  it('judge the sender as it knocks, not as it is let in', async () => {
    let ours = false;
    const log = vi.fn();
    const doors = createDoors(() => ours, log);
    const call = knock(callChannel, {}, { name: 'app.info' });
    const { port, event } = page();
    knock(streamChannel, event, { name: 'state.watch' });
    ours = true;
    const served = inside();
    doors.serve(served);
    expect(await call).toMatchObject({ ok: false, error: { code: 'permission' } });
    expect(port.close).toHaveBeenCalled();
    expect(served.answer).not.toHaveBeenCalled();
    expect(served.open).not.toHaveBeenCalled();
    expect(log).toHaveBeenCalledTimes(2);
  });

  it('open nothing for a page that has gone while it waited', async () => {
    const doors = createDoors(() => true, vi.fn());
    const { port, event } = page(true);
    knock(streamChannel, event, { name: 'app.commands' });
    const served = inside();
    doors.serve(served);
    await vi.waitFor(() => expect(port.close).toHaveBeenCalled());
    expect(served.open).not.toHaveBeenCalled();
  });

  it('are gone when closed', () => {
    createDoors(() => true, vi.fn()).close();
    expect(channels.size).toBe(0);
  });
});

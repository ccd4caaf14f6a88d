// @ts-check
import { connect, createServer } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

const sliceMs = 50;

/**
 * A TCP relay to a port of 127.0.0.1 through which no more passes than asked, both ways together. Returns its own port.
 * @param {number} target
 * @param {number | undefined} bytesPerSecond undefined: as fast as it goes
 */
export async function startThrottle(target, bytesPerSecond) {
  let speed = bytesPerSecond;
  let nextSlot = 0;
  /** @type {Set<import('node:net').Socket>} */
  const sockets = new Set();

  /** Waits for this many bytes' turn; all connections share one queue. @param {number} bytes */
  const turn = async (bytes) => {
    if (speed === undefined) return;
    const now = Date.now();
    nextSlot = Math.max(now, nextSlot) + (bytes / speed) * 1000;
    await delay(nextSlot - now);
  };

  const server = createServer((client) => {
    const upstream = connect(target, '127.0.0.1');
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', () => socket.destroy());
    }
    client.once('close', () => close(client, upstream));
    void relay(client, upstream, turn, () => speed).then(
      () => upstream.end(),
      () => upstream.destroy(),
    );
    // Not at upstream's close: what it sent last may still be waiting for its turn.
    void relay(upstream, client, turn, () => speed).then(
      () => client.end(),
      () => client.destroy(),
    );
  });

  /** @param {import('node:net').Socket[]} ended */
  const close = (...ended) => {
    for (const socket of ended) {
      socket.destroy();
      sockets.delete(socket);
    }
  };

  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  server.unref();
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The relay has no port.');
  return {
    port: address.port,
    /** @param {number | undefined} limit */
    setSpeed(limit) {
      speed = limit;
      nextSlot = 0;
    },
    stop() {
      server.close();
      close(...sockets);
    },
  };
}

/**
 * @param {import('node:net').Socket} from
 * @param {import('node:net').Socket} to
 * @param {(bytes: number) => Promise<void>} turn
 * @param {() => number | undefined} speed
 */
async function relay(from, to, turn, speed) {
  for await (const chunk of from) {
    for (let start = 0; start < chunk.length; ) {
      const limit = speed();
      const size = limit === undefined ? chunk.length : Math.max(1, Math.floor((limit * sliceMs) / 1000));
      const slice = chunk.subarray(start, start + size);
      await turn(slice.length);
      if (!to.write(slice)) await drained(to);
      start += slice.length;
    }
  }
}

/** Resolves when it takes more, or is gone. @param {import('node:net').Socket} socket @returns {Promise<void>} */
function drained(socket) {
  return new Promise((resolve) => {
    const go = () => {
      socket.off('drain', go).off('close', go);
      resolve();
    };
    socket.on('drain', go).on('close', go);
  });
}

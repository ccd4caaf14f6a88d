import http, { type IncomingMessage } from 'node:http';
import https from 'node:https';

/** Where and how to ask for a connection that is taken over. */
export interface UpgradeRequest {
  method: string;
  path: string;
  /** As Node's request takes them; `protocol` without the colon. */
  where: { socketPath?: string; host?: string; port?: number; protocol?: 'http' | 'https' };
  agent: http.Agent;
  headers: Record<string, string | string[]>;
  body?: Buffer;
  /** Aborts until the answer is there. */
  signal: AbortSignal;
}

/**
 * Asks the engine to turn the connection into a plain two-way stream (`Upgrade: tcp`). Status 101: the
 * answer's `socket` is that stream, with whatever came in the same packet still to be read. Any other status is
 * an ordinary answer. Not by dockerode: its stream drops that first packet and writes without back-pressure.
 */
export function dialUpgrade(request: UpgradeRequest): Promise<IncomingMessage> {
  const { where, body } = request;
  const { request: send } = where.protocol === 'https' ? https : http;
  return new Promise((resolve, reject) => {
    const asked = send({
      method: request.method,
      path: request.path,
      agent: request.agent,
      ...(where.socketPath === undefined
        ? { host: where.host, port: where.port }
        : { socketPath: where.socketPath }),
      headers: {
        Connection: 'Upgrade',
        Upgrade: 'tcp',
        ...request.headers,
        'Content-Length': String(body?.length ?? 0),
      },
    });
    const onAbort = () => asked.destroy(asError(request.signal.reason));
    const settle = () => request.signal.removeEventListener('abort', onAbort);
    asked.on('upgrade', (answer, socket, head) => {
      settle();
      // Errors are seen where it is read; one that comes later must not end the process.
      socket.on('error', () => undefined);
      if (head.length > 0) socket.unshift(head);
      resolve(answer);
    });
    asked.on('response', (answer) => {
      settle();
      resolve(answer);
    });
    asked.on('error', (error) => {
      settle();
      reject(error);
    });
    request.signal.addEventListener('abort', onAbort);
    if (request.signal.aborted) onAbort();
    else asked.end(body);
  });
}

const asError = (reason: unknown): Error => (reason instanceof Error ? reason : new Error(String(reason)));

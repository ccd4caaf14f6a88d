import { stat } from 'node:fs/promises';
import type { Endpoint } from './endpoint';
import { systemCode } from './errors';
import { ping } from './ping';
import { createTransport } from './transport';

/** ms a well-known socket gets to answer before the next one is preferred. */
const probeDeadline = 1500;

export async function exists(endpoint: Endpoint): Promise<boolean> {
  if (endpoint.target.kind !== 'socket') return true;
  try {
    await stat(endpoint.target.path);
    return true;
  } catch (error) {
    // Not being allowed to look is not the same as there being nothing.
    const code = systemCode(error);
    return code !== 'ENOENT' && code !== 'ENOTDIR';
  }
}

async function answers(endpoint: Endpoint, signal: AbortSignal): Promise<boolean> {
  // Alternatives are sockets of this machine.
  if (endpoint.target.kind === 'ssh') return false;
  const transport = createTransport(endpoint.target);
  try {
    await ping(transport, probeDeadline, signal);
    return true;
  } catch {
    return false;
  } finally {
    transport.dispose();
  }
}

/**
 * The endpoint to dial: the first when its socket is there, else the first alternative that answers, else the
 * first that at least exists, else the first. All alternatives are asked at the same time.
 */
export async function pickEndpoint(
  first: Endpoint,
  alternatives: Endpoint[],
  signal: AbortSignal,
): Promise<Endpoint> {
  if (alternatives.length === 0 || (await exists(first))) return first;
  const looked = await Promise.all(
    alternatives.map(async (endpoint) => {
      const there = await exists(endpoint);
      return { endpoint, there, alive: there && (await answers(endpoint, signal)) };
    }),
  );
  return (looked.find(({ alive }) => alive) ?? looked.find(({ there }) => there))?.endpoint ?? first;
}

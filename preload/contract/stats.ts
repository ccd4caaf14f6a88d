import { z } from 'zod';
import { stream } from './define';
import { engineId } from './ids';

/** Bytes moved since the container started, and how fast; rates are bytes a second, null until two readings
 *  exist. */
export interface Traffic {
  in: number;
  out: number;
  inRate: number | null;
  outRate: number | null;
}

/** What one running container uses, at one moment. */
export interface ContainerUsage {
  /** When it came in, by this machine's clock; ms since 1970. */
  at: number;
  /** Per cent of one CPU: 150 = one and a half CPUs busy. Null until two readings exist. */
  cpu: number | null;
  /** CPUs the engine's machine has; 0 when it does not tell. */
  cpus: number;
  /** Bytes in use without the page cache that can be dropped. */
  memory: number;
  /** Bytes; the machine's whole memory where the container has no limit of its own, 0 when unknown. */
  memoryLimit: number;
  /** All its interfaces together; null where the engine counts none (the host's network, no network). */
  network: Traffic | null;
  /** Read and written on block devices. */
  disk: Traffic;
  /** Processes and threads; null when the engine does not tell. */
  pids: number | null;
  /** At most so many of them; 0 when there is no limit. */
  pidsLimit: number;
}

export const statsStreams = {
  /** `GET /containers/{id}/stats?stream=1`: first what is remembered of the last quarter of an hour, then one
   *  reading a second while it runs and the window is shown. Goes on after a restart; ends when it is deleted. */
  'container.stats': stream(z.strictObject({ id: engineId })).of<ContainerUsage>(),
};

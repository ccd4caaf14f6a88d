import { z } from 'zod';

// The engine's own grammar. Anything else could change the request's path (`../images`, `x?force=1`):
// these patterns are what stands between the page and the engine's URL space.

/** A full or abbreviated hexadecimal engine id, with or without the algorithm in front. */
export const engineId = z.string().regex(/^(sha256:)?[a-f0-9]{12,64}$/);

/** A container's name, without the slash. */
export const containerName = z
  .string()
  .max(128)
  .regex(/^[a-zA-Z0-9][a-zA-Z0-9_.-]+$/);

/** A volume's or a network's name. */
export const objectName = z
  .string()
  .max(255)
  .regex(/^[a-zA-Z0-9][a-zA-Z0-9_.-]*$/);

/** An image reference: `[registry[:port]/]path[:tag][@digest]`. */
export const imageRef = z
  .string()
  .min(1)
  .max(512)
  .regex(
    /^(?:(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)*|\[[a-fA-F0-9:]+\])(?::[0-9]{1,5})?\/)?[a-z0-9]+(?:(?:\.|_{1,2}|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:\.|_{1,2}|-+)[a-z0-9]+)*)*(?::[a-zA-Z0-9_][a-zA-Z0-9_.-]{0,127})?(?:@sha256:[a-f0-9]{64})?$/,
  );

/** An image by reference or by id. */
export const imageKey = z.union([imageRef, engineId]);

/** Which connection a request belongs to; a request of an older one is refused (`stale-engine`). */
export const epoch = z.int().min(0);

/** The objects that a bulk action hits, and the connection it was asked on. */
export const idList = z.array(engineId).min(1).max(10_000);

/** How one object of a bulk action ended. */
export type Outcome =
  | { id: string; ok: true }
  | { id: string; ok: false; error: import('./errors').LighterErrorData };

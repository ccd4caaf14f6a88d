import { z } from 'zod';
import { call } from './define';
import { containerName, engineId, epoch, idList, type Outcome } from './ids';

/** What `POST /containers/{id}/update` changes in place; absent = stays as it is. */
export const containerUpdate = z.strictObject({
  restart: z
    .strictObject({
      name: z.enum(['no', 'always', 'unless-stopped', 'on-failure']),
      /** Only for `on-failure`; 0 = without end. */
      retries: z.int().min(0).max(1_000_000),
    })
    .optional(),
  /** Bytes; the engine's least is 6 MiB. A limit that is there can be changed in place, not taken away. */
  memory: z.int().min(6_291_456).optional(),
  /** Bytes of memory and swap together; -1 = swap without limit. */
  memorySwap: z.union([z.literal(-1), z.int().min(6_291_456)]).optional(),
  cpus: z.number().min(0.01).max(1024).optional(),
  /** -1 = without limit. */
  pids: z.union([z.literal(-1), z.int().min(1).max(4_194_304)]).optional(),
});
export type ContainerUpdate = z.infer<typeof containerUpdate>;

export const containerChangeCalls = {
  /** `POST /containers/{id}/rename`. A name that is taken is a `conflict`. */
  'containers.rename': call(z.strictObject({ epoch, id: engineId, name: containerName })).returns<null>(),
  /** `POST /containers/{id}/update` for each. */
  'containers.update': call(z.strictObject({ epoch, ids: idList, change: containerUpdate })).returns<
    Outcome[]
  >(),
};

import { z } from 'zod';
import { call } from './define';
import { containerName, engineId, epoch, idList, imageRef, type Outcome } from './ids';

/** A copy of a container as it would be made: with a name and host ports that are free. */
export interface PlannedCopy {
  name: string;
  /** The published ports whose host side another container or program has; `to` null: the engine picks one. */
  ports: { containerPort: string; from: number; to: number | null }[];
}

/** What a copy does not get, or shares with the original. */
export interface CopyPlan {
  copies: PlannedCopy[];
  /** Named volumes and host folders that all of them write to. */
  shared: string[];
  /** Where each copy gets a new, empty volume. */
  empty: string[];
  /** It has an address or a MAC of its own, which the copies do not get. */
  dropsAddress: boolean;
}

const hostPort = z.int().min(1).max(65_535);

export const plannedCopy = z.strictObject({
  name: containerName,
  ports: z
    .array(
      z.strictObject({
        containerPort: z.string().regex(/^\d{1,5}\/(tcp|udp|sctp)$/),
        from: hostPort,
        to: hostPort.nullable(),
      }),
    )
    .max(500),
});

export const containerCopyCalls = {
  /** Makes containers anew that were deleted a moment ago, by the ids they had; their files outside of volumes
   *  and their logs are gone. Outcomes name the old ids. */
  'containers.restore': call(z.strictObject({ epoch, ids: idList })).returns<Outcome[]>(),
  /** Names and host ports for `count` copies; changes nothing. */
  'containers.planCopies': call(
    z.strictObject({ epoch, id: engineId, count: z.int().min(1).max(50) }),
  ).returns<CopyPlan>(),
  /** `POST /containers/create` for each copy, and `POST /containers/{id}/start` with `start`. The outcome's id is
   *  the copy's name. */
  'containers.copy': call(
    z.strictObject({
      epoch,
      id: engineId,
      copies: z.array(plannedCopy).min(1).max(50),
      start: z.boolean(),
    }),
  ).returns<Outcome[]>(),
  /** `POST /commit` as a task. */
  'containers.commit': call(
    z.strictObject({
      epoch,
      id: engineId,
      /** `repository:tag`; absent: an image without a name. */
      ref: imageRef.optional(),
      author: z.string().max(500),
      message: z.string().max(2000),
      pause: z.boolean(),
    }),
  ).returns<{ taskId: string }>(),
  /** Asks where, then `GET /containers/{id}/export` into that file as a task; null when nobody chose. */
  'containers.export': call(z.strictObject({ epoch, id: engineId })).returns<{ taskId: string } | null>(),
};

import { z } from 'zod';
import { call } from './define';
import { engineId, epoch, imageKey, imageRef, type Outcome } from './ids';

/** An image as lists show it; from `GET /images/json`. One row an image id, its tags inside. */
export interface ImageRow {
  id: string;
  /** `repo:tag`, empty for a dangling image. */
  tags: string[];
  /** `repo@sha256:…` */
  digests: string[];
  /** ms since 1970. */
  createdAt: number;
  /** Bytes. */
  size: number;
  labels: Record<string, string>;
}

/** One layer or configuration step of `GET /images/{name}/history`, newest first. */
export interface HistoryEntry {
  /** `<missing>` where the layer has no image of its own. */
  id: string;
  createdAt: number;
  createdBy: string;
  /** Bytes; 0 for steps that only change the configuration. */
  size: number;
  comment: string;
  tags: string[];
}

/** What the run form needs to know about an image before it is run. */
export interface ImageDefaults {
  id: string;
  ports: { containerPort: number; protocol: 'tcp' | 'udp' | 'sctp' }[];
  command: string[];
  entrypoint: string[];
  env: string[];
  volumes: string[];
}

export const imageCalls = {
  /** `POST /images/create` as a task; gives the task's id. */
  'images.pull': call(z.strictObject({ epoch, ref: imageRef })).returns<{ taskId: string }>(),
  /** `DELETE /images/{name}`. A tag is untagged, an id is removed; `key` comes back as the outcome's id. */
  'images.remove': call(
    z.strictObject({ epoch, keys: z.array(imageKey).min(1).max(10_000), force: z.boolean() }),
  ).returns<Outcome[]>(),
  /** `GET /images/{name}/json`, as the engine sent it. */
  'images.inspect': call(z.strictObject({ key: imageKey })).returns<unknown>(),
  /** The part of the inspection that pre-fills the run form; null when the image is not on the engine. */
  'images.defaults': call(z.strictObject({ key: imageKey })).returns<ImageDefaults | null>(),
  /** `GET /images/{name}/history` */
  'images.history': call(z.strictObject({ id: engineId })).returns<HistoryEntry[]>(),
};

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

/** What an image weighs beside the others; from `GET /system/df`. Bytes. */
export interface ImageUsage {
  /** All layers of all images, each once: what the images take up on the disk. */
  total: number;
  /** By image id: what it shares with other images; null where the engine does not tell. */
  shared: Record<string, number | null>;
}

/** What a registry has under an image's name: the same, another one, or nothing to compare it with. */
export interface UpdateCheck {
  state: 'current' | 'newer' | 'local';
  /** The digest the registry has. */
  digest: string | null;
}

/** A file somebody has chosen; its path stays in main. */
export interface ChosenFile {
  id: string;
  /** For people to read. */
  path: string;
  bytes: number;
}

const chosenFile = z.string().max(64);

export const imageCalls = {
  /** `POST /images/create` as a task; gives the task's id. */
  'images.pull': call(
    z.strictObject({
      epoch,
      ref: imageRef,
      /** `linux/arm64`; the engine's own where it is left out. */
      platform: z
        .string()
        .regex(/^[a-z0-9]{1,20}(\/[a-z0-9]{1,20}){0,2}$/)
        .optional(),
      /** Every tag of the repository; the reference's own is then ignored. */
      allTags: z.boolean().optional(),
    }),
  ).returns<{ taskId: string }>(),
  /** `GET /distribution/{name}/json`: whether the registry has another image under this name now. */
  'images.checkUpdate': call(z.strictObject({ tag: imageRef })).returns<UpdateCheck>(),
  /** `POST /images/{name}/push` as a task. */
  'images.push': call(z.strictObject({ epoch, ref: imageRef })).returns<{ taskId: string }>(),
  /** `POST /images/{name}/tag` */
  'images.tag': call(z.strictObject({ epoch, key: imageKey, name: imageRef })).returns<null>(),
  /** Asks where to, then `GET /images/get` as a task; null when nobody chose a file. */
  'images.save': call(z.strictObject({ epoch, keys: z.array(imageKey).min(1).max(1000) })).returns<{
    taskId: string;
  } | null>(),
  /** Asks for an archive to load or import; null when nobody chose one. */
  'images.chooseArchive': call(z.strictObject({})).returns<ChosenFile | null>(),
  /** `POST /images/load` as a task. */
  'images.load': call(z.strictObject({ epoch, file: chosenFile })).returns<{ taskId: string }>(),
  /** `POST /images/create?fromSrc=-` as a task: a file system becomes an image. `changes` are Dockerfile lines. */
  'images.import': call(
    z.strictObject({
      epoch,
      file: chosenFile,
      name: imageRef.nullable(),
      changes: z.array(z.string().min(1).max(4000)).max(50),
    }),
  ).returns<{ taskId: string }>(),
  /** `GET /system/df`: takes seconds where there is much. */
  'images.usage': call(z.strictObject({})).returns<ImageUsage>(),
  /** Deletes exactly these, never by force, as a task; says what came free by the engine's count. */
  'images.cleanUp': call(z.strictObject({ epoch, keys: z.array(imageKey).min(1).max(10_000) })).returns<{
    taskId: string;
  }>(),
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

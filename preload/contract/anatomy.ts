import { z } from 'zod';
import { call, stream } from './define';
import { engineId } from './ids';

/** A request Lighter has made; the path is a template: ids and names are left out, as are query and body. */
export interface ApiCall {
  method: string;
  /** `/containers/{id}/json` */
  path: string;
  /** When it was last made, ms since 1970. */
  at: number;
  /** How often in the last minute. */
  count: number;
}

/** What is known of a running container's processes, on the engine's machine. */
export interface ContainerProcess {
  /** The main process's id; null when the engine does not tell. */
  pid: number | null;
  /** What runs as that process now, as `ps` names it; null when the engine cannot look. */
  name: string | null;
  /** What it was started as, without its arguments. */
  command: string;
  /** The runtime that made it: `runc`, `crun`, `runsc`; empty when the engine does not tell. */
  runtime: string;
  /** Its shim, where this machine's own process list confirms it; null when it cannot be known from here. */
  shim: { pid: number; name: string } | null;
}

/** What moves in the anatomy; sent when it has changed, at most once a second, while the window is shown. */
export interface AnatomyUpdate {
  calls: {
    perMinute: number;
    /** The kinds of calls of the last minute, latest first. */
    latest: ApiCall[];
  };
  events: { perMinute: number };
  /** How much of the last minute was watched, ms: less than 60,000 just after the engine was found. */
  watched: number;
  /** Of the containers in the picture, by id. Absent until it was read. */
  processes: Record<string, ContainerProcess>;
}

/** How much disk one kind of object takes, as `docker system df` counts it; bytes. */
export interface DiskShare {
  count: number;
  /** How many of them are in use. */
  active: number;
  size: number;
  /** What deleting the unused ones would free. */
  reclaimable: number;
}

export interface DiskUsage {
  images: DiskShare;
  containers: DiskShare;
  volumes: DiskShare;
  buildCache: DiskShare;
  /** How long the engine took to measure, ms. */
  took: number;
}

export const anatomyCalls = {
  /** `GET /system/df`: walks all layers and volumes, which may take a minute; one at a time, on request only. */
  'anatomy.diskUsage': call(z.strictObject({})).returns<DiskUsage>(),
};

export const anatomyStreams = {
  /** Calls, events and processes. `shown`: the containers in the picture; only their processes are read, and only
   *  when their rows change. */
  'anatomy.watch': stream(
    z.strictObject({}),
    z.strictObject({ shown: z.array(engineId).max(50) }),
  ).of<AnatomyUpdate>(),
};

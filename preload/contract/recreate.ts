import { z } from 'zod';
import { call } from './define';
import { engineId, epoch, imageKey } from './ids';
import { runForm } from './run-form';

/** One line of what a new container will have otherwise than the old one; null = not there. */
export interface Difference {
  field:
    | 'image'
    | 'env'
    | 'command'
    | 'entrypoint'
    | 'workdir'
    | 'user'
    | 'stop-signal'
    | 'health'
    | 'port'
    | 'label'
    | 'volume'
    /** Any other option of `docker run`; `name` is the option. */
    | 'option';
  /** The variable's, label's, port's name; empty where there is but one. */
  name: string;
  before: string | null;
  after: string | null;
}

/** Why a container cannot be replaced: it would vanish on stop, or something else rules over it. */
export type RecreateRefusal = 'auto-remove' | 'swarm' | 'removing';

/** What will happen when a container is replaced by another one. */
export interface RecreatePlan {
  refused: RecreateRefusal | null;
  /** Not on the engine yet: it is pulled first, and what it brings is not known before. */
  needsPull: boolean;
  /** The old image is gone: what came from it cannot be told from what was given. */
  oldImageGone: boolean;
  differences: Difference[];
  /** Volumes that come along. */
  volumes: { name: string; target: string }[];
  /** Networks that it stays on. */
  networks: string[];
  /** It is on more networks than the one it is made on. */
  connects: boolean;
  /** Containers that share this one's network and have to be started anew afterwards. */
  dependants: string[];
  /** It ran, so that the new one is started. */
  starts: boolean;
  /** The new one has a health check that is waited for. */
  hasHealthCheck: boolean;
}

/** A replacement that did not come to an end, as when Lighter was killed meanwhile. */
export interface UnfinishedRecreate {
  id: string;
  /** The name both want. */
  name: string;
  /** What the old container is called now. */
  keptName: string;
  /** ms since 1970. */
  startedAt: number;
  /** What the new container is called; null where there is none. */
  newName: string | null;
  newRuns: boolean;
  /** The old one ran, or was paused. */
  ran: boolean;
  paused: boolean;
}

/** The form as it was read from the container, and as it is now; the new image is named beside it. */
const containerEdit = z.strictObject({ from: runForm, to: runForm });
export type ContainerEdit = z.infer<typeof containerEdit>;

const target = z.strictObject({ epoch, id: engineId, image: imageKey, edit: containerEdit.optional() });

export const recreateCalls = {
  /** What would change; asks the engine, changes nothing. */
  'recreate.plan': call(target).returns<RecreatePlan>(),
  /** Replaces it as a task: pulls what is missing, keeps the old one aside until the new one is well, goes back
   *  on any failure and on cancel. The task's `result` is the new container's id. */
  'recreate.start': call(target).returns<{ taskId: string }>(),
  /** Those of this engine that did not come to an end. */
  'recreate.unfinished': call(z.strictObject({ epoch })).returns<UnfinishedRecreate[]>(),
  /** Ends one: `back` to the old container, or `keep` the new one and delete the old one (not its volumes). */
  'recreate.settle': call(
    z.strictObject({ epoch, id: z.string().max(64), how: z.enum(['back', 'keep']) }),
  ).returns<null>(),
};

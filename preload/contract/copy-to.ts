import { z } from 'zod';
import { call } from './define';
import { containerName, engineId, epoch } from './ids';

/** What copying a container to another engine meets there. */
export interface CopyToPlan {
  /** It lives in another container's network, or is being deleted. */
  refused: 'container-network' | 'removing' | null;
  engine: { name: string; host: string; remote: boolean };
  /** A name that is free there: its own, or numbered. */
  name: string;
  nameTaken: boolean;
  image: { name: string; isThere: boolean; bytes: number };
  volumes: { name: string; target: string; exists: boolean }[];
  /** Networks of the user that are made there where they are not yet. */
  networks: { name: string; exists: boolean }[];
  /** Folders of this engine's machine: what is there does not come along. */
  binds: string[];
  /** Host ports that a running container there holds. */
  ports: { port: number; container: string }[];
}

const key = z.string().min(1).max(600);
const target = { epoch, id: engineId, engine: key };

export const copyToCalls = {
  /** Looks at both engines; changes nothing. `engine` is a key of `engines.list`. */
  'copyTo.plan': call(z.strictObject(target)).returns<CopyToPlan>(),
  /** Copies image, configuration and, with `volumes`, the volumes' content as a task. Whatever was made there is
   *  taken away again when it fails or is cancelled. */
  'copyTo.start': call(
    z.strictObject({ ...target, name: containerName, volumes: z.boolean(), start: z.boolean() }),
  ).returns<{ taskId: string }>(),
};

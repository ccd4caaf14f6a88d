import type { LighterErrorData } from '@contract/errors';
import type { RunForm } from '@contract/run-form';
import { useEffect, useRef, useState } from 'react';
import { call } from '../../lib/bridge';
import { asErrorData } from '../../lib/error-data';
import { currentEpoch, useMirror } from '../../store/mirror';
import { followTask } from '../tasks/follow-task';

/** What comes after the pull: start, only create, or nothing (null). */
type RunStart = boolean | null;

/** Where an attempt to run stands. */
export type RunPhase =
  | { kind: 'editing' }
  | { kind: 'working'; start: RunStart }
  | { kind: 'pulling'; start: RunStart; taskId: string };

export interface RunResult {
  id: string;
  name: string;
  warnings: string[];
}

export interface Run {
  phase: RunPhase;
  /** Pulls the image if it is missing, then creates the container and, with `start`, starts it. */
  submit(form: RunForm, start: boolean): Promise<void>;
  /** Pulls the image without running anything. */
  pullOnly(image: string): Promise<void>;
  stopPull(): void;
}

interface RunOutcome {
  onDone(result: RunResult, start: boolean): void;
  onError(error: LighterErrorData, form: RunForm | null): void;
}

/** The steps behind `Run` and `Create`. A pull goes on when the component goes; nothing is run then. */
export function useRun({ onDone, onError }: RunOutcome): Run {
  const [phase, setPhase] = useState<RunPhase>({ kind: 'editing' });
  const gone = useRef<AbortController>(null);
  useEffect(() => {
    const abort = new AbortController();
    gone.current = abort;
    return () => abort.abort();
  }, []);

  /** True when the image is there; false when the user stopped the pull. */
  const pull = async (ref: string, epoch: number, start: RunStart, signal: AbortSignal): Promise<boolean> => {
    const { taskId } = await call('images.pull', { epoch, ref });
    setPhase({ kind: 'pulling', start, taskId });
    const row = await followTask(taskId, signal);
    if (row.state === 'failed') throw row.error ?? { code: 'internal', message: row.message };
    return row.state === 'done';
  };

  const attempt = async (
    form: RunForm | null,
    start: RunStart,
    steps: (signal: AbortSignal) => Promise<void>,
  ) => {
    const signal = gone.current?.signal;
    if (!signal || signal.aborted) return;
    setPhase({ kind: 'working', start });
    try {
      await steps(signal);
    } catch (thrown) {
      if (!signal.aborted) onError(isErrorData(thrown) ? thrown : asErrorData(thrown), form);
    }
    setPhase({ kind: 'editing' });
  };

  return {
    phase,
    submit: (form, start) =>
      attempt(form, start, async (signal) => {
        // One epoch for all steps: a container must not land on another engine than the image did.
        const epoch = currentEpoch();
        const isHere = (await call('images.defaults', { key: form.image })) !== null;
        if (!isHere && !(await pull(form.image, epoch, start, signal))) return;
        setPhase({ kind: 'working', start });
        const { id, warnings } = await call('containers.run', { epoch, form, start });
        onDone({ id, warnings, name: form.name ?? (await nameOf(id)) }, start);
      }),
    pullOnly: (image) =>
      attempt(null, null, async (signal) => {
        await pull(image, currentEpoch(), null, signal);
      }),
    stopPull: () => {
      if (phase.kind !== 'pulling') return;
      call('tasks.cancel', { id: phase.taskId }).catch((thrown: unknown) =>
        onError(asErrorData(thrown), null),
      );
    },
  };
}

const isErrorData = (thrown: unknown): thrown is LighterErrorData =>
  !(thrown instanceof Error) && typeof thrown === 'object' && thrown !== null && 'code' in thrown;

/** The name that the engine made up, which comes with the container's row; the short id if that is late. */
function nameOf(id: string): Promise<string> {
  return new Promise((resolve) => {
    const look = () => useMirror.getState().tables.containers.get(id)?.name;
    const finish = () => {
      clearTimeout(timer);
      unsubscribe();
      resolve(look() ?? id.slice(0, 12));
    };
    const unsubscribe = useMirror.subscribe(() => {
      if (look() !== undefined) finish();
    });
    const timer = setTimeout(finish, 2000);
    if (look() !== undefined) finish();
  });
}

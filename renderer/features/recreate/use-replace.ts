import type { ContainerRow } from '@contract/containers';
import type { LighterErrorData } from '@contract/errors';
import type { ContainerEdit, RecreatePlan } from '@contract/recreate';
import type { TaskStep } from '@contract/tasks';
import { useState } from 'react';
import { call } from '../../lib/bridge';
import { currentEpoch } from '../../store/mirror';
import { tellDone } from '../tasks/follow-task';
import { type TaskRun, useTask } from '../tasks/use-task';
import { followToNew } from './follow-to-new';
import { usePlan } from './use-plan';

/** What is to stand in a container's place. */
export interface Replacement {
  image: string;
  /** What else is changed. */
  edit?: ContainerEdit;
}

export interface Replace {
  /** Null while it is not known. */
  plan: RecreatePlan | null;
  error: LighterErrorData | null;
  task: TaskRun;
  /** The steps that will not come: no pull, no start. */
  skips: readonly TaskStep[];
  /** Does nothing while it cannot be done. */
  start(): void;
}

/** What replacing a container changes, and doing it. */
export function useReplace(row: ContainerRow, wish: Replacement, onClose: () => void): Replace {
  const { plan, error } = usePlan(row.id, wish);
  const [skips, setSkips] = useState<TaskStep[]>([]);
  const task = useTask((ended) => {
    tellDone(ended);
    onClose();
  });
  const start = () => {
    if (!plan || plan.refused || task.isRunning) return;
    setSkips([
      ...(plan.needsPull ? [] : (['pull'] as const)),
      ...(plan.starts ? [] : (['stop', 'start', 'health'] as const)),
      ...(plan.connects ? [] : (['connect'] as const)),
    ]);
    void task.start(async () => {
      const started = await call('recreate.start', { epoch: currentEpoch(), id: row.id, ...wish });
      followToNew(started.taskId, row.id);
      return started;
    });
  };
  return { plan, error, task, skips, start };
}

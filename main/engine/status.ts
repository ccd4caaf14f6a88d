import { type EngineReasonCode, type EngineRow, type EngineState, noControl } from '@contract/engine';
import { createListeners } from './listeners';
import type { Log } from './log';

export type Reason = NonNullable<EngineRow['reason']>;

/** The engine's row and who wants to know about it. */
export interface Status {
  readonly row: EngineRow;
  set(state: EngineState, reason: Reason | null, more?: Partial<Pick<EngineRow, 'epoch' | 'version'>>): void;
  /** Another endpoint is another engine: what was known of the last one is forgotten. */
  setEndpoint(endpoint: EngineRow['endpoint']): void;
  /** Back to knowing nothing, as at the start, with the next epoch. */
  forget(epoch: number): void;
  /** The engine has answered; told to listeners only when `tell`, since there is one answer a request. */
  answered(tell: boolean): void;
  onChange(listener: (row: EngineRow) => void): () => void;
}

export function reason(code: EngineReasonCode, message: string): Reason {
  return { code, message };
}

/** Starts as `starting`: nothing has been looked at yet, so neither its absence nor its silence is known. */
export function createStatus(log: Log): Status {
  const listeners = createListeners<EngineRow>(log);
  const unknown = (epoch: number): EngineRow => ({
    state: 'starting',
    since: Date.now(),
    reason: null,
    epoch,
    lastAnswerAt: null,
    endpoint: { url: '', source: 'default', context: 'default', host: 'localhost', remote: false },
    version: null,
    control: noControl,
  });
  let row = unknown(0);
  const change = (next: EngineRow) => {
    row = next;
    listeners.tell(row);
  };
  return {
    get row() {
      return row;
    },
    set(state, why, more) {
      const same =
        !more &&
        row.state === state &&
        row.reason?.code === why?.code &&
        row.reason?.message === why?.message;
      if (same) return;
      change({
        ...row,
        ...more,
        state,
        reason: why,
        since: row.state === state && !more ? row.since : Date.now(),
      });
    },
    setEndpoint(endpoint) {
      const before = row.endpoint;
      if (before.url === endpoint.url && before.source === endpoint.source) {
        const isSame =
          before.context === endpoint.context &&
          before.host === endpoint.host &&
          before.plain === endpoint.plain;
        if (!isSame) change({ ...row, endpoint });
        return;
      }
      change({ ...row, endpoint, version: null, lastAnswerAt: null });
    },
    forget: (epoch) => change(unknown(epoch)),
    answered(tell) {
      const next = { ...row, lastAnswerAt: Date.now() };
      if (tell) change(next);
      else row = next;
    },
    onChange: listeners.add,
  };
}

/** The same status for somebody whose word counts only until `end` is aborted. */
export function statusUntil(status: Status, end: AbortSignal): Status {
  const now = (say: () => void) => {
    if (!end.aborted) say();
  };
  return {
    get row() {
      return status.row;
    },
    set: (...what) => now(() => status.set(...what)),
    setEndpoint: (endpoint) => now(() => status.setEndpoint(endpoint)),
    forget: (epoch) => now(() => status.forget(epoch)),
    answered: (tell) => now(() => status.answered(tell)),
    onChange: status.onChange,
  };
}

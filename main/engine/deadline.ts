import { LighterError } from '@contract/errors';

/** What a request fails with when its connection is lost. */
export function lostError(signal: AbortSignal): LighterError {
  return signal.reason instanceof LighterError
    ? signal.reason
    : new LighterError({ code: 'engine-unreachable', message: 'The connection to the engine is gone.' });
}

export function cancelledError(): LighterError {
  return new LighterError({ code: 'cancelled', message: 'Cancelled.' });
}

export interface Limits {
  /** `Infinity` for none. */
  timeoutMs: number;
  /** The connection's: rejects with its reason. */
  lost: AbortSignal;
  /** The caller's: rejects with `cancelled`. */
  cancelled?: AbortSignal;
}

/**
 * Rejects on time (`timeout`), on loss and on cancellation, whatever `work` makes of the signal it gets:
 * a frozen engine accepts connections and never answers, and not every layer below listens to its signal.
 */
export function withDeadline<T>(limits: Limits, work: (stop: AbortSignal) => Promise<T>): Promise<T> {
  const { timeoutMs, lost, cancelled } = limits;
  return new Promise<T>((resolve, reject) => {
    const stop = new AbortController();
    const finish = () => {
      clearTimeout(timer);
      lost.removeEventListener('abort', onLost);
      cancelled?.removeEventListener('abort', onCancel);
    };
    const fail = (reason: LighterError) => {
      finish();
      stop.abort(reason);
      reject(reason);
    };
    const onLost = () => fail(lostError(lost));
    const onCancel = () => fail(cancelledError());
    const onTimeout = () =>
      fail(
        new LighterError({ code: 'timeout', message: `The engine did not answer within ${timeoutMs} ms.` }),
      );
    const timer = Number.isFinite(timeoutMs) ? setTimeout(onTimeout, timeoutMs) : undefined;
    if (lost.aborted) return onLost();
    if (cancelled?.aborted) return onCancel();
    lost.addEventListener('abort', onLost);
    cancelled?.addEventListener('abort', onCancel);
    work(stop.signal).then(resolve, reject).finally(finish);
  });
}

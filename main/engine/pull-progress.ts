import type { LighterErrorData } from '@contract/errors';
import type { TaskLayer } from '@contract/tasks';

export interface PullState {
  layers: TaskLayer[];
  /** Bytes on their way, over all layers whose size is known; null before the first is. */
  progress: { current: number; total: number } | null;
  /** The last status line, in the engine's words. */
  message: string;
  /** `unconfirmed`: the stream ended without an error and without a last word; inspect the image to know. */
  outcome: 'running' | 'done' | 'failed' | 'unconfirmed';
  error: LighterErrorData | null;
}

export const startedPull: PullState = {
  layers: [],
  progress: null,
  message: '',
  outcome: 'running',
  error: null,
};

const lastWord = /^(Status|Digest): |: digest: sha256:/;
const layerId = /^[0-9a-f]{12,64}$/;
const notYet = new Set(['Pulling fs layer', 'Waiting', 'Preparing', 'Retrying']);
const engineSide = /no space left|failed to register layer|input\/output error|read-only file system/i;

/** One message of `POST /images/create` or `/images/{name}/push`. An error in the stream of a 200 answer is a failure, and stays one. */
export function reducePull(state: PullState, raw: Record<string, unknown>): PullState {
  const failure = errorIn(raw);
  if (failure !== null) return { ...state, outcome: 'failed', error: failure };
  if (state.outcome === 'failed' || typeof raw.status !== 'string') return state;
  const status = raw.status;
  if (typeof raw.id === 'string' && layerId.test(raw.id)) {
    const layers = withLayer(state.layers, raw.id, status, detailOf(raw.progressDetail));
    return { ...state, layers, progress: sum(layers) };
  }
  const outcome = lastWord.test(status) ? 'done' : state.outcome;
  return { ...state, message: status, outcome };
}

/** The stream has ended of itself (one that was cut or cancelled throws in the reader instead). */
export function endPull(state: PullState): PullState {
  return state.outcome === 'running' ? { ...state, outcome: 'unconfirmed' } : state;
}

function errorIn(raw: Record<string, unknown>): LighterErrorData | null {
  const message = errorWords(raw);
  return message === null ? null : { code: engineSide.test(message) ? 'internal' : 'registry', message };
}

/** The words of an error inside the stream of a 200 answer; null where a message is none. */
export function errorWords(raw: Record<string, unknown>): string | null {
  const detail = raw.errorDetail;
  const fromDetail =
    typeof detail === 'object' && detail !== null && 'message' in detail ? detail.message : undefined;
  const message = typeof fromDetail === 'string' && fromDetail !== '' ? fromDetail : raw.error;
  return typeof message !== 'string' || message === '' ? null : message;
}

function detailOf(raw: unknown): { current: number | null; total: number | null } {
  if (typeof raw !== 'object' || raw === null) return { current: null, total: null };
  const number = (value: unknown) => (typeof value === 'number' && value > 0 ? value : null);
  return {
    current: number('current' in raw ? raw.current : null),
    total: number('total' in raw ? raw.total : null),
  };
}

function withLayer(
  layers: TaskLayer[],
  id: string,
  status: string,
  detail: { current: number | null; total: number | null },
): TaskLayer[] {
  const before = layers.find((layer) => layer.id === id);
  // Messages without figures (`Download complete`) must not take away the size that is known.
  const total = detail.total ?? before?.total ?? null;
  const layer = { id, status, current: detail.current ?? (isFetched(status) ? total : null), total };
  return before ? layers.map((other) => (other.id === id ? layer : other)) : [...layers, layer];
}

/** Whether all of the layer's bytes have arrived: it is being checked, extracted, or is done. */
function isFetched(status: string): boolean {
  return (
    status !== 'Downloading' && status !== 'Pushing' && !notYet.has(status) && !status.startsWith('Retrying')
  );
}

function sum(layers: TaskLayer[]): PullState['progress'] {
  let current = 0;
  let total = 0;
  for (const layer of layers) {
    if (layer.total === null) continue;
    total += layer.total;
    // Extraction counts from zero again; the download's progress must not.
    current += isFetched(layer.status) ? layer.total : Math.min(layer.current ?? 0, layer.total);
  }
  return total === 0 ? null : { current, total };
}

import type { BuildEvent } from './build-events';
import { readFields } from './protobuf';

/**
 * What BuildKit says in one `moby.buildkit.trace` message: a protobuf `StatusResponse` (vertexes, statuses, logs) in
 * base64. What cannot be read says nothing: a newer BuildKit must not end a build that works. Pure.
 */
export function readTrace(aux: unknown): BuildEvent[] {
  if (typeof aux !== 'string') return [];
  const events: BuildEvent[] = [];
  try {
    for (const { number, value } of readFields(Buffer.from(aux, 'base64'))) {
      if (typeof value === 'number') continue;
      if (number === 1) events.push(vertex(value));
      else if (number === 3) events.push(log(value));
    }
  } catch {
    return events;
  }
  return events;
}

function vertex(message: Buffer): BuildEvent {
  const step = {
    kind: 'step' as const,
    id: '',
    name: '',
    startedAt: null,
    endedAt: null,
    cached: false,
    error: null,
  };
  let read: Extract<BuildEvent, { kind: 'step' }> = step;
  for (const { number, value } of readFields(message)) {
    if (typeof value === 'number') {
      if (number === 4) read = { ...read, cached: value === 1 };
    } else if (number === 1) read = { ...read, id: value.toString() };
    else if (number === 3) read = { ...read, name: value.toString() };
    else if (number === 5) read = { ...read, startedAt: timestamp(value) };
    else if (number === 6) read = { ...read, endedAt: timestamp(value) };
    else if (number === 7) read = { ...read, error: value.toString() || null };
  }
  return read;
}

function log(message: Buffer): BuildEvent {
  let id = '';
  let text = '';
  for (const { number, value } of readFields(message)) {
    if (number === 1) id = value.toString();
    else if (number === 4) text = value.toString();
  }
  return { kind: 'output', id, text };
}

/** ms since 1970. */
function timestamp(message: Buffer): number {
  let at = 0;
  for (const { number, value } of readFields(message)) {
    if (typeof value !== 'number') continue;
    at += number === 1 ? value * 1000 : value / 1e6;
  }
  return Math.round(at);
}

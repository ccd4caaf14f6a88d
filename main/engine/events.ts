import { hash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { parseObject, readLines } from './ndjson';
import type { EngineEvent } from './types';

/** Events of the second before a reconnect come again (`since` is inclusive); this many are recognised. */
const remembered = 1024;

/** What has been seen of the engine's events, kept over reconnects. */
export interface EventMemory {
  /** The `since` to ask for, in seconds; null before the first event. */
  since(): number | null;
  /** Reads one line; null where it is no event or was seen before. */
  take(line: string): EngineEvent | null;
}

/** Makes an empty memory; each engine needs its own. */
export function createEventMemory(): EventMemory {
  const seen = new Set<string>();
  let last: number | null = null;
  return {
    since: () => (last === null ? null : last - 1),
    take(line) {
      const parsed = parseEvent(line);
      if (parsed === null) return null;
      const { event, key } = parsed;
      last = Math.max(last ?? 0, event.time);
      if (seen.has(key)) return null;
      seen.add(key);
      if (seen.size > remembered) {
        for (const oldest of seen) {
          seen.delete(oldest);
          break;
        }
      }
      return event;
    },
  };
}

/**
 * One line of `GET /events`, or null where it is none. The action's suffix is dropped, and nothing of it is
 * kept: `exec_create: sh -c …` holds a command line, perhaps with secrets. `key` tells two events apart; it
 * uses `timeNano` as text, since its number is beyond what a double can hold.
 */
export function parseEvent(line: string): { event: EngineEvent; key: string } | null {
  const raw = parseObject(line);
  if (raw === null) return null;
  const actor = isObject(raw.Actor) ? raw.Actor : {};
  // API 1.52 drops the legacy fields `status`, `id` and `from`; very old engines have only them.
  const action = text(raw.Action) || text(raw.status);
  const id = text(actor.ID) || text(raw.id);
  if (action === '') return null;
  const attributes: Record<string, string> = {};
  for (const [name, value] of Object.entries(isObject(actor.Attributes) ? actor.Attributes : {})) {
    if (typeof value === 'string') attributes[name] = value;
  }
  if (attributes.image === undefined && text(raw.from) !== '') attributes.image = text(raw.from);
  // Quotes inside JSON strings are escaped, so this can only be the field.
  const nano = /"timeNano"\s*:\s*(\d+)/.exec(line)?.[1] ?? '';
  const time = typeof raw.time === 'number' ? raw.time : Number(nano.slice(0, -9)) || 0;
  const event: EngineEvent = {
    type: text(raw.Type) || 'container',
    action: action.split(':', 1)[0]?.trim() ?? '',
    id,
    attributes,
    time,
  };
  // A hash, since `nano` is a piece of the line, and as part of a kept text would keep all of it alive.
  const key = hash('sha1', `${nano || time} ${event.type} ${event.action} ${id}`, 'base64');
  return { event, key };
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Hands each new event of the stream on; returns when the engine ends it, throws when it breaks off. */
export async function followEvents(
  source: Readable,
  memory: EventMemory,
  onEvent: (event: EngineEvent) => void,
): Promise<void> {
  for await (const line of readLines(source)) {
    const event = memory.take(line);
    if (event !== null) onEvent(event);
  }
}

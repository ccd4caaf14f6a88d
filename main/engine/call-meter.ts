import type { ApiCall } from '@contract/anatomy';
import type { Transport } from './transport';

const minute = 60_000;

/** What Lighter asks of the engine and what it hears from it, over the last minute. */
export interface CallMeter {
  /** Counts a request: only its method and the template of its path are kept. */
  call(method: string, pathAndQuery: string): void;
  event(): void;
  /** Counting begins anew where `endpoint` is another than the last. */
  begin(endpoint: string): void;
  reading(): { calls: number; events: number; latest: ApiCall[]; watched: number };
}

/** Nothing runs: what is older than a minute is dropped when it is looked at. `now` in ms since 1970. */
export function createCallMeter(now: () => number = Date.now): CallMeter {
  const kinds = new Map<string, { method: string; path: string; at: number; rate: Rate }>();
  let events = createRate();
  let endpoint = '';
  let since = now();

  return {
    call(method, pathAndQuery) {
      const path = pathTemplate(pathAndQuery);
      const key = `${method} ${path}`;
      const kind = kinds.get(key) ?? { method, path, at: 0, rate: createRate() };
      kind.at = now();
      kind.rate.count(kind.at);
      // Latest last: the map's order is the order of calls.
      kinds.delete(key);
      kinds.set(key, kind);
    },
    event: () => events.count(now()),
    begin(next) {
      if (next === endpoint) return;
      endpoint = next;
      kinds.clear();
      events = createRate();
      since = now();
    },
    reading() {
      const at = now();
      const latest: ApiCall[] = [];
      for (const [key, kind] of kinds) {
        const count = kind.rate.total(at);
        if (count === 0) kinds.delete(key);
        else latest.push({ method: kind.method, path: kind.path, at: kind.at, count });
      }
      return {
        calls: latest.reduce((sum, { count }) => sum + count, 0),
        events: events.total(at),
        latest: latest.reverse(),
        watched: Math.min(minute, at - since),
      };
    },
  };
}

interface Rate {
  count(at: number): void;
  total(at: number): number;
}

/** Counts in seconds, so that a storm of events costs no more than a trickle. */
function createRate(): Rate {
  const seconds = new Map<number, number>();
  return {
    count(at) {
      const second = Math.floor(at / 1000);
      seconds.set(second, (seconds.get(second) ?? 0) + 1);
      if (seconds.size > minute / 1000 + 1) drop(seconds, at);
    },
    total(at) {
      drop(seconds, at);
      let sum = 0;
      for (const count of seconds.values()) sum += count;
      return sum;
    },
  };
}

function drop(seconds: Map<number, number>, at: number): void {
  for (const second of seconds.keys()) if (second * 1000 <= at - minute) seconds.delete(second);
}

/** The words the Engine API's paths are made of. Anything else may be a name somebody chose. */
const words = new Set(
  (
    '_ping archive attach auth build cancel changes commit connect containers copy create df disconnect distribution ' +
    'events exec export get grpc history images info json kill load logs networks pause plugins prune push rename ' +
    'resize restart search secrets services session start stats stop swarm system tag tasks top unpause update ' +
    'version volumes wait libpod'
  ).split(' '),
);

/** `/v1.41/containers/4f2a…/json?size=1` as `/containers/{id}/json`: no id, name or parameter remains. Pure. */
export function pathTemplate(pathAndQuery: string): string {
  const path = pathAndQuery.split('?', 1)[0] ?? '';
  const parts = path.replace(/^\/v\d[\d.]*(?=\/)/, '').split('/');
  return parts.map((part) => (part === '' || words.has(part) ? part : '{id}')).join('/');
}

/** The same transport, its requests counted. */
export function metered(transport: Transport, meter: CallMeter | undefined): Transport {
  if (!meter) return transport;
  return {
    dial(method, pathAndQuery, options) {
      meter.call(method, pathAndQuery);
      return transport.dial(method, pathAndQuery, options);
    },
    dispose: transport.dispose,
  };
}

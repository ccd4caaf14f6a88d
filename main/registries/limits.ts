import { LighterError } from '@contract/errors';
import { toLighterError } from '../engine/errors';
import { parseImageRef } from '../engine/image-ref';
import type { RegistryApi } from './api';
import { serverName } from './server-name';

/** Below this a number is a span of seconds, from here on a moment: seconds since 1970. */
const firstMoment = 1_000_000_000;

/**
 * How long a registry that allows no more requests asks to wait, as words for its message: ` (retry after 30 s)`;
 * ` (retry within 21600 s)` where it tells only the time it counts over. Empty where it tells nothing. `now` in ms
 * since 1970. Pure.
 */
export function waitWords(headers: Pick<Headers, 'get'>, now: number): string {
  for (const name of ['retry-after', 'x-retry-after', 'x-ratelimit-reset']) {
    const seconds = secondsIn(headers.get(name), now);
    if (seconds !== null) return ` (retry after ${seconds} s)`;
  }
  const window = /;\s*w=(\d{1,6})\b/.exec(headers.get('ratelimit-limit') ?? '')?.[1];
  return window === undefined ? '' : ` (retry within ${window} s)`;
}

/** Seconds from now in what a header says: a number of seconds, a moment in seconds since 1970, or a date. */
function secondsIn(text: string | null, now: number): number | null {
  if (text === null || text.trim() === '') return null;
  const number = Number(text);
  const moment = Number.isNaN(number) ? Date.parse(text) : number >= firstMoment ? number * 1000 : null;
  if (moment === null) return number >= 0 ? Math.ceil(number) : null;
  return Number.isNaN(moment) ? null : Math.max(1, Math.ceil((moment - now) / 1000));
}

/** Adds to an error of the engine's what only the registry's own headers say. Never throws. */
export type WithWait = (reference: string, error: unknown) => Promise<LighterError>;

/**
 * The engine passes on that a registry allows no more requests, but not for how long: the registry is asked itself,
 * for a manifest's head only, which no registry counts as a pull.
 */
export function createWithWait(
  api: Pick<RegistryApi, 'wait'>,
  canReach: (server: string) => boolean,
): WithWait {
  return async (reference, error) => {
    const typed = toLighterError(error);
    if (
      typed.code !== 'registry' ||
      !/toomanyrequests|too many requests|rate limit|status(?: code)?:? 429/i.test(typed.message)
    ) {
      return typed;
    }
    try {
      const { registry, repository, tag, digest } = parseImageRef(reference);
      const server = serverName(registry);
      if (!canReach(server)) return typed;
      const words = await api.wait(server, repository, digest ?? tag ?? 'latest');
      return new LighterError({ ...typed.toData(), message: typed.message + words });
    } catch {
      // The engine's own words are what there is.
      return typed;
    }
  };
}

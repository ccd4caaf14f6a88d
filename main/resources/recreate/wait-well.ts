import { LighterError } from '@contract/errors';
import { cancelledError } from '../../engine/deadline';
import { createDemuxer } from '../../engine/framing';
import { enginePath } from '../../engine/path';
import type { EngineClient } from '../../engine/types';
import { createContainerWatch } from './container-watch';
import type { RawContainer } from './raw';

/** How long a container without a health check has to stay alive, ms. */
export const wellTiming = { alive: 4000 };

const nanosecondsPerMs = 1e6;
/** Beyond what the health check needs by its own figures, ms. */
const healthSlack = 30_000;

/**
 * Resolves when the container is well: healthy, or, without a health check, alive for some seconds. Looks at it when
 * the engine's events speak of it, and at the end of the time it has. Throws `conflict` with the last lines it wrote
 * when it is not well, `cancelled` when the signal is aborted.
 */
export async function waitUntilWell(
  client: EngineClient,
  id: string,
  signal: AbortSignal,
  timing = wellTiming,
): Promise<void> {
  const since = Date.now();
  const first = await inspect(client, id);
  const signs = new AbortController();
  const watch = createContainerWatch(client, first, AbortSignal.any([signal, signs.signal]));
  try {
    let now = first;
    for (;;) {
      if (signal.aborted) throw cancelledError();
      const waited = Date.now() - since;
      const health = now.State.Health?.Status;
      const checked = health !== undefined && health !== '' && health !== 'none';
      const fell =
        !now.State.Running || now.State.Restarting || (now.RestartCount ?? 0) > (first.RestartCount ?? 0);
      if (fell) throw await unwell(client, now, `It ended with code ${now.State.ExitCode ?? 0}.`);
      if (health === 'unhealthy') throw await unwell(client, now, 'Its health check failed.');
      const limit = checked ? healthLimit(now) : timing.alive;
      if (checked ? health === 'healthy' : waited >= limit) return;
      if (waited >= limit) throw await unwell(client, now, 'Its health check did not succeed in time.');
      await watch.next(limit - waited);
      if (signal.aborted) throw cancelledError();
      now = await inspect(client, id);
    }
  } finally {
    signs.abort();
  }
}

export function inspect(client: EngineClient, id: string): Promise<RawContainer> {
  return client.request<RawContainer>('GET', enginePath`/containers/${id}/json`);
}

/** ms that its health check may take before it has to have decided. Pure. */
function healthLimit({ Config }: RawContainer): number {
  const { Interval, Timeout, StartPeriod, Retries } = (Config.Healthcheck ?? {}) as Record<string, number>;
  const ms = (value: number | undefined, usual: number) => (value ? value / nanosecondsPerMs : usual);
  const one = ms(Interval, 30_000) + ms(Timeout, 30_000);
  return ms(StartPeriod, 0) + one * (Retries || 3) + healthSlack;
}

/** The failure with what can be known of its reason, before the container is gone. */
async function unwell(client: EngineClient, now: RawContainer, what: string): Promise<LighterError> {
  const probe = now.State.Health?.Log?.at(-1)?.Output?.trim();
  const lines = await lastLines(client, now).catch(() => '');
  const detail = [probe && `Health check: ${probe}`, lines].filter(Boolean).join('\n');
  const message = [`The new container did not stay well. ${what}`, now.State.Error].filter(Boolean).join(' ');
  return new LighterError({ code: 'conflict', message, detail: detail.slice(-4000) || undefined });
}

async function lastLines(client: EngineClient, { Id, Config }: RawContainer): Promise<string> {
  const answer = await client.open('GET', enginePath`/containers/${Id}/logs`, {
    query: { stdout: 1, stderr: 1, tail: 10 },
  });
  const parts: Buffer[] = [];
  const demuxer = Config.Tty ? null : createDemuxer((_output, bytes) => parts.push(Buffer.from(bytes)));
  for await (const chunk of answer) {
    if (demuxer) demuxer.push(chunk);
    else parts.push(chunk);
  }
  return Buffer.concat(parts).toString('utf8').trimEnd();
}

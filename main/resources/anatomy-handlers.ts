import type { DiskUsage } from '@contract/anatomy';
import { enginePath } from '../engine/path';
import type { Connection, EngineClient } from '../engine/types';
import type { CallHandlers } from '../ipc/types';
import { type DiskAnswer, toDiskUsage } from './anatomy-disk';

/** The engine reads every file it keeps: a full disk of layers takes minutes. ms. */
const diskDeadline = 120_000;

/** The handlers of `anatomy.*`. */
export function anatomyHandlers({
  connection,
}: {
  connection: Connection;
}): Pick<CallHandlers, 'anatomy.diskUsage'> {
  let underWay: { client: EngineClient; answer: Promise<DiskUsage> } | null = null;

  async function measure(client: EngineClient): Promise<DiskUsage> {
    const from = performance.now();
    const answer = await client.request<DiskAnswer | null>('GET', enginePath`/system/df`, {
      timeoutMs: diskDeadline,
    });
    return toDiskUsage(answer ?? {}, Math.round(performance.now() - from));
  }

  return {
    'anatomy.diskUsage': () => {
      const client = connection.require();
      // Who asks while it measures gets the same answer.
      if (underWay?.client === client) return underWay.answer;
      const answer = measure(client);
      const mine = { client, answer };
      underWay = mine;
      const done = () => {
        if (underWay === mine) underWay = null;
      };
      answer.then(done, done);
      return answer;
    },
  };
}

import type { ProcessList } from '@contract/container-look';
import type { LogLine } from '@contract/containers';
import { readLogLines } from '../engine/log-lines';
import { enginePath } from '../engine/path';
import type { Connection, EngineClient } from '../engine/types';
import type { CallHandlers } from '../ipc/types';
import { saveTogether } from './save-together';

/** More processes than anybody reads; a fork bomb must not fill the page. */
const mostProcesses = 500;
const longestCell = 2000;
const longestLine = 4000;

/** The handlers of the calls a container's details page makes. */
export function containerLookHandlers({
  connection,
  chooseFile,
}: {
  connection: Connection;
  /** Shows a save dialog; null when the user cancelled. */
  chooseFile(defaultName: string): Promise<string | null>;
}): Pick<CallHandlers, 'container.top' | 'container.lastLines' | 'container.saveTogether'> {
  return {
    'container.top': ({ id }) => top(connection.require(), id),
    'container.lastLines': ({ id, count }) => lastLines(connection.require(), id, count),
    'container.saveTogether': async ({ containers, timestamps }) => {
      const client = connection.require();
      const path = await chooseFile('containers.log');
      return path === null ? null : saveTogether(client, containers, path, timestamps);
    },
  };
}

async function top(client: EngineClient, id: string): Promise<ProcessList> {
  const answer = await client.request<{ Titles?: string[] | null; Processes?: string[][] | null } | null>(
    'GET',
    enginePath`/containers/${id}/top`,
  );
  const all = answer?.Processes ?? [];
  return {
    titles: (answer?.Titles ?? []).map(String),
    rows: all.slice(0, mostProcesses).map((cells) => cells.map((cell) => String(cell).slice(0, longestCell))),
    more: Math.max(0, all.length - mostProcesses),
  };
}

async function lastLines(client: EngineClient, id: string, count: number): Promise<LogLine[]> {
  const details = await client.request<{ Config?: { Tty?: boolean } | null } | null>(
    'GET',
    enginePath`/containers/${id}/json`,
  );
  const source = await client.open('GET', enginePath`/containers/${id}/logs`, {
    query: { stdout: 1, stderr: 1, timestamps: 1, tail: count },
    timeoutMs: 10_000,
  });
  let last: LogLine[] = [];
  // The engine counts a long line's fragments, and each stream may come on its own: `tail` is only near.
  for await (const lines of readLogLines(source, { tty: details?.Config?.Tty === true, timestamps: true }))
    last = [...last, ...lines].slice(-count);
  return last.map((line) => ({ ...line, text: line.text.slice(0, longestLine) }));
}

import { randomUUID } from 'node:crypto';
import { LighterError } from '@contract/errors';
import type { TaskStep } from '@contract/tasks';
import { cancelledError } from '../../engine/deadline';
import { toLighterError } from '../../engine/errors';
import { enginePath } from '../../engine/path';
import type { EngineClient } from '../../engine/types';
import { act, remove, rename, stopOrRestart } from '../container-actions';
import type { CreateSpec } from './body';
import type { Journal, JournalEntry } from './journal';
import type { RawContainer } from './raw';
import { waitUntilWell, type wellTiming } from './wait-well';

export interface RecreateOptions {
  client: EngineClient;
  /** The engine, as `DOCKER_HOST` says it, for the journal. */
  engine: string;
  journal: Journal;
  old: RawContainer;
  spec: CreateSpec;
  signal: AbortSignal;
  /** Tells what is being done. */
  tell(step: TaskStep): void;
  /** The new one stands in the old one's place; there is no way back from here, and the old one is still there. */
  placed?(id: string, name: string): void;
  timing?: typeof wellTiming;
}

/** Making a container waits for drivers of volumes and networks, ms. */
const createTimeout = 120_000;

interface Undo {
  step: TaskStep;
  run(): Promise<unknown>;
}

/**
 * Puts a new container in the place of an old one: renames the old one away, stops it, creates, connects and
 * starts the new one (only if the old one ran), waits until it is well, then deletes the old one without its
 * volumes. On any failure, and when the signal is aborted, all of it is taken back in reverse, after which the
 * old one has its name and state again; then it throws. Gives the new one's id. What changes something is never
 * broken off in the middle, so that a cancelled stop cannot end the old one later.
 */
export async function recreate(options: RecreateOptions): Promise<string> {
  const { client, old, spec, journal, signal, tell } = options;
  const name = old.Name.replace(/^\//, '');
  const { Running = false, Paused = false } = old.State;
  let entry: JournalEntry = {
    id: randomUUID(),
    engine: options.engine,
    oldId: old.Id,
    name,
    ...(spec.name !== undefined && { newName: spec.name }),
    keptName: keptNameOf(name, old.Id),
    ran: Running,
    paused: Paused,
    newId: null,
    startedAt: Date.now(),
  };
  const undo: Undo[] = [];
  const step = async <T>(what: TaskStep, run: () => Promise<T>): Promise<T> => {
    if (signal.aborted) throw cancelledError();
    tell(what);
    return run();
  };
  journal.put(entry);
  try {
    await step('rename', () => rename(client, old.Id, entry.keptName));
    undo.push({ step: 'back-rename', run: () => rename(client, old.Id, name) });
    if (Running) {
      undo.push({ step: 'back-start', run: () => startAgain(client, old.Id, Paused) });
      await step('stop', () => stopOrRestart(client, old.Id, 'stop'));
    }
    const id = await step('create', () => create(client, spec.name ?? name, spec));
    undo.push({ step: 'back-remove', run: () => remove(client, id, { force: true, volumes: true }) });
    entry = { ...entry, newId: id };
    journal.put(entry);
    for (const { network, endpoint } of spec.networks)
      await step('connect', () => connect(client, network, id, endpoint));
    if (Running) {
      await step('start', () => act(client, id, 'start'));
      await step('health', () => waitUntilWell(client, id, signal, options.timing));
      if (Paused) await act(client, id, 'pause');
    }
    if (signal.aborted) throw cancelledError();
  } catch (error) {
    throw await rollBack(toLighterError(error), undo.reverse(), options, entry.id);
  }
  tell('remove');
  options.placed?.(entry.newId ?? '', spec.name ?? name);
  try {
    await remove(client, old.Id, { force: true, volumes: false });
  } catch (error) {
    // The new one stands in its place; going back now would lose what it has done since.
    const { message } = toLighterError(error);
    throw new LighterError({
      code: 'conflict',
      message: `${name} was replaced, but the old container is still there as ${entry.keptName}.`,
      detail: message,
    });
  } finally {
    journal.remove(entry.id);
  }
  return entry.newId ?? '';
}

/** `web` and `3f2a…` give `web-before-3f2a91`: free, unless the same container was put aside before. */
function keptNameOf(name: string, id: string): string {
  return `${name.slice(0, 200)}-before-${id.slice(0, 6)}`;
}

export async function create(
  client: EngineClient,
  name: string,
  { body, platform }: Pick<CreateSpec, 'body' | 'platform'>,
): Promise<string> {
  const created = await client.request<{ Id: string }>('POST', enginePath`/containers/create`, {
    query: { name, platform },
    body,
    timeoutMs: createTimeout,
  });
  return created.Id;
}

export function connect(
  client: EngineClient,
  network: string,
  id: string,
  endpoint: object,
): Promise<unknown> {
  return client.request('POST', enginePath`/networks/${network}/connect`, {
    body: { Container: id, EndpointConfig: endpoint },
    timeoutMs: createTimeout,
  });
}

async function startAgain(client: EngineClient, id: string, paused: boolean): Promise<void> {
  await act(client, id, 'start');
  if (paused) await act(client, id, 'pause');
}

/** Takes back what was done, all that can be; what could not be is told, and stays in the journal. */
async function rollBack(
  cause: LighterError,
  undo: readonly Undo[],
  { journal, tell }: RecreateOptions,
  entryId: string,
): Promise<LighterError> {
  const failures: string[] = [];
  for (const { step, run } of undo) {
    tell(step);
    try {
      await run();
    } catch (error) {
      failures.push(toLighterError(error).message);
    }
  }
  if (failures.length === 0) {
    journal.remove(entryId);
    return cause;
  }
  return new LighterError({
    code: 'internal',
    message: `${cause.message} Going back did not fully succeed: ${failures.join('; ')}`,
    detail: cause.detail,
  });
}

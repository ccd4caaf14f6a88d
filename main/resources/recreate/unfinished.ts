import { LighterError } from '@contract/errors';
import type { UnfinishedRecreate } from '@contract/recreate';
import type { EngineClient } from '../../engine/types';
import { act, remove, rename } from '../container-actions';
import type { Journal, JournalEntry } from './journal';
import type { RawContainer } from './raw';
import { inspect } from './wait-well';

/** What there is of a replacement now. */
interface Found {
  entry: JournalEntry;
  old: RawContainer;
  next: RawContainer | null;
}

async function find(client: EngineClient, id: string): Promise<RawContainer | null> {
  try {
    return await inspect(client, id);
  } catch (error) {
    if (error instanceof LighterError && error.code === 'not-found') return null;
    throw error;
  }
}

/** Looks what became of a journal's entry; null when the old container is gone, so that there is nothing to do. */
async function look(client: EngineClient, entry: JournalEntry): Promise<Found | null> {
  const old = await find(client, entry.oldId);
  if (!old) return null;
  // Between the engine's answer and the journal's second entry only the name tells.
  const next = await find(client, entry.newId ?? entry.newName ?? entry.name);
  return { entry, old, next: next?.Id === old.Id ? null : next };
}

const nameOf = ({ Name }: RawContainer) => Name.replace(/^\//, '');

/** What is unfinished on an engine; entries that have nothing left to decide leave the journal. */
export async function unfinishedOn(
  client: EngineClient,
  engine: string,
  journal: Journal,
  active: ReadonlySet<string>,
): Promise<UnfinishedRecreate[]> {
  const rows: UnfinishedRecreate[] = [];
  for (const entry of journal.entries.filter((one) => one.engine === engine && !active.has(one.oldId))) {
    const found = await look(client, entry);
    const untouched =
      found && !found.next && nameOf(found.old) === entry.name && found.old.State.Running === entry.ran;
    if (!found || untouched) journal.remove(entry.id);
    else
      rows.push({
        id: entry.id,
        name: entry.name,
        keptName: nameOf(found.old),
        startedAt: entry.startedAt,
        newName: found.next && nameOf(found.next),
        newRuns: found.next?.State.Running === true,
        ran: entry.ran,
        paused: entry.paused,
      });
  }
  return rows;
}

/** Ends one: back to the old container as it was, or the new one stays and the old one is deleted. Gives what it was. */
export async function settle(
  client: EngineClient,
  journal: Journal,
  id: string,
  how: 'back' | 'keep',
): Promise<JournalEntry> {
  const entry = journal.entries.find((one) => one.id === id);
  const found = entry && (await look(client, entry));
  if (!entry || !found) {
    if (entry) journal.remove(id);
    throw new LighterError({ code: 'not-found', message: 'There is nothing left to decide.' });
  }
  const { old, next } = found;
  if (how === 'back') {
    if (next) await remove(client, next.Id, { force: true, volumes: true });
    if (nameOf(old) !== entry.name) await rename(client, old.Id, entry.name);
    if (entry.ran && !old.State.Running) await act(client, old.Id, 'start');
    if (entry.paused && !old.State.Paused) await act(client, old.Id, 'pause');
  } else {
    if (!next) throw new LighterError({ code: 'not-found', message: 'There is no new container to keep.' });
    if (entry.ran && !next.State.Running) await act(client, next.Id, 'start');
    await remove(client, old.Id, { force: true, volumes: false });
  }
  journal.remove(id);
  return entry;
}

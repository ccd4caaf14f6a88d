import type { ContainerRow } from '@contract/containers';
import { IconCube } from '@tabler/icons-react';
import type { TFunction } from 'i18next';
import { navigate } from 'wouter/use-hash-location';
import { cleanText } from '../../lib/clean-text';
import { containerActionTable } from '../containers/action-table';
import { containerActions } from '../containers/container-menu';
import { isRunning } from '../containers/container-states';
import { type Command, entryLabel } from './commands';
import { askToDelete } from './palette-store';
import { type Ranked, rank, type Verb } from './rank';

const most = 24;
const always = () => true;

/** What can be done with a container from here; the first is to open it. */
function containerVerbs(t: TFunction): Verb<ContainerRow>[] {
  const verb = (
    id: string,
    text: string,
    applies: Verb<ContainerRow>['applies'],
    words: readonly string[] = [],
  ) => ({ id, texts: [text.toLowerCase(), id, ...words], applies });
  const verbs = containerActionTable.map(({ id, label, applies, words }) =>
    verb(id, t(label, { place: 'localhost' }), applies, words),
  );
  // The likeliest first: what was not asked for comes the later the further down it stands.
  const isLikely = ({ id }: Verb<ContainerRow>) => id === 'logs' || id === 'terminal';
  return [
    verb('details', t('palette:open'), always),
    ...verbs.filter(isLikely),
    ...verbs.filter((one) => !isLikely(one)),
  ];
}

const names = new WeakMap<ContainerRow, readonly string[]>();

/** What a container is found by, kept from keystroke to keystroke. */
function namesOf(row: ContainerRow): readonly string[] {
  const known = names.get(row);
  if (known) return known;
  const made = [row.name.toLowerCase(), row.image.toLowerCase(), row.id.slice(0, 12)];
  names.set(row, made);
  return made;
}

/** Alive ones first, then by name: the order in which equals are shown. */
export function inOrder(rows: Iterable<ContainerRow>): ContainerRow[] {
  return [...rows].sort(
    (a, b) => Number(isRunning(b)) - Number(isRunning(a)) || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0),
  );
}

/** The commands on containers that fit the words, best first. */
export function findContainerCommands(
  t: TFunction,
  words: readonly string[],
  rows: readonly ContainerRow[],
  bonus: (id: string) => number,
): { command: Command; score: number }[] {
  const verbs = containerVerbs(t);
  const found = rank(words, rows, namesOf, words.length > 0 ? verbs : verbs.slice(0, 1), most, (row, verb) =>
    bonus(idOf(row, verb.id)),
  );
  return found.flatMap((one) => {
    const command = toCommand(t, one);
    return command ? [{ command, score: one.score }] : [];
  });
}

/** The command of an id kept from before, if its container still is there and can do it. */
export function containerCommand(
  t: TFunction,
  id: string,
  rows: ReadonlyMap<string, ContainerRow>,
): Command | null {
  const [kind, key = '', verbId] = id.split(' ');
  const subject = kind === 'container' ? rows.get(key) : undefined;
  const verb = containerVerbs(t).find((one) => one.id === verbId);
  return subject && verb?.applies(subject) ? toCommand(t, { subject, verb, score: 0 }) : null;
}

const idOf = (row: ContainerRow, verb: string) => `container ${row.id} ${verb}`;

function toCommand(t: TFunction, { subject: row, verb }: Ranked<ContainerRow>): Command | null {
  const name = cleanText(row.name, 128);
  const common = { id: idOf(row, verb.id), group: 'containers', row, detail: imageName(row) } as const;
  if (verb.id === 'details')
    return { ...common, label: name, icon: IconCube, run: () => navigate(`/containers/${row.id}`) };
  const action = containerActions(row, t, askToDelete).find(
    ({ id }) => id === verb.id || (verb.id === 'open' && id.startsWith('open ')),
  );
  if (!action) return null;
  const { label, icon, danger, cli, run } = action;
  return { ...common, label: entryLabel(t, label, name), icon, danger, cli, run };
}

const imageName = ({ image }: ContainerRow) =>
  image.startsWith('sha256:') ? image.slice(7, 19) : cleanText(image, 80);

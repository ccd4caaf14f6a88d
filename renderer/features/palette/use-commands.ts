import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useEngine, useSettings, useTable } from '../../store/mirror';
import { useEngineEntries } from '../engine-control/use-engine-entries';
import { byGroup, type Command, type Group } from './commands';
import { containerCommand, findContainerCommands, inOrder } from './container-commands';
import { fixedCommands } from './fixed-commands';
import { fuzzyAll, queryWords } from './fuzzy';
import { findImageCommands, imageCommand, namedImages } from './image-commands';
import { togetherCommands, viewCommands } from './list-commands';
import { usePageOffer } from './page-commands';
import { recentCommands } from './recent';

/** What was chosen before comes a little sooner. */
const recentBonus = 12;
/** Lines a group has before anything is typed. */
const atFirst = 6;

/** What fits the query, by group; with none, what was chosen last, the actions, and the first of all else. */
export function useCommands(query: string): [Group, Command[]][] {
  const { t } = useTranslation();
  const containers = useTable('containers');
  const images = useTable('images');
  const settings = useSettings();
  const engine = useEngineEntries(useEngine());
  const [recent] = useState(recentCommands);
  const rows = useMemo(() => inOrder(containers.values()), [containers]);
  const named = useMemo(() => namedImages(images.values(), containers.values()), [images, containers]);
  const words = queryWords(query);
  const offered = usePageOffer((state) => state.commands);
  const together = useMemo(() => togetherCommands(t, rows), [t, rows]);
  const fixed = [
    ...offered,
    ...viewCommands(t, settings),
    ...together,
    ...fixedCommands(t, engine, settings),
  ];
  const bonus = (id: string) => (recent.includes(id) ? recentBonus : 0);

  if (words.length > 0) {
    const found = fixed.flatMap((command) => {
      const score = fuzzyAll(words, command.texts, [1, 0.9]);
      return score === null ? [] : [{ command, score: score + bonus(command.id) }];
    });
    return byGroup([
      ...findContainerCommands(t, words, rows, bonus),
      ...findImageCommands(t, words, named, bonus),
      ...found,
    ]);
  }
  const known = recent.flatMap((id): Command[] => {
    const command =
      fixed.find((one) => one.id === id) ?? containerCommand(t, id, containers) ?? imageCommand(t, id, named);
    return command ? [{ ...command, group: 'recent' }] : [];
  });
  const groups: [Group, Command[]][] = [
    ['recent', known.slice(0, atFirst)],
    [
      'containers',
      findContainerCommands(t, [], rows.slice(0, atFirst), () => 0).map(({ command }) => command),
    ],
    ['views', fixed.filter(({ group }) => group === 'views').slice(0, atFirst)],
    ['pages', fixed.filter(({ group }) => group === 'pages')],
    ['actions', fixed.filter(({ group }) => group === 'actions')],
  ];
  return groups.filter(([, commands]) => commands.length > 0);
}

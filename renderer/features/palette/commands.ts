import type { ContainerRow } from '@contract/containers';
import type { TFunction } from 'i18next';
import type { Icon } from '../resource-page/types';

export type Group = 'recent' | 'containers' | 'images' | 'views' | 'pages' | 'actions';

/** One line of the palette. */
export interface Command {
  /** Lasting: the recent ones are found again by it. */
  id: string;
  group: Group;
  label: string;
  /** The container it is about, whose state stands beside it. */
  row?: ContainerRow;
  /** Small print at the right. */
  detail?: string;
  icon: Icon;
  danger?: boolean;
  /** The docker CLI's command for the same. */
  cli?: string | undefined;
  run: () => void;
}

/** A command with the texts it is found by, in small letters. */
export interface Fixed extends Command {
  texts: readonly string[];
}

/** `Stop web`, in the order of the language's words. */
export const entryLabel = (t: TFunction, action: string, name: string) =>
  t('palette:entry', { action, name });

/** The commands by group, groups in order of their best; recent ones first where nothing was typed. Pure. */
export function byGroup(found: readonly { command: Command; score: number }[]): [Group, Command[]][] {
  const groups = new Map<Group, Command[]>();
  for (const { command } of [...found].sort((a, b) => b.score - a.score)) {
    const group = groups.get(command.group);
    if (group) group.push(command);
    else groups.set(command.group, [command]);
  }
  return [...groups];
}

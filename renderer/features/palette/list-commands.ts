import type { ContainerRow } from '@contract/containers';
import type { SettingsRow } from '@contract/settings';
import { IconBookmark, IconTrash } from '@tabler/icons-react';
import type { TFunction } from 'i18next';
import { navigate } from 'wouter/use-hash-location';
import { cleanText } from '../../lib/clean-text';
import { isDeletableStopped } from '../containers/container-states';
import { projectGrouping } from '../containers/project-group';
import { projectOf } from '../containers/project-of';
import { showView } from '../resource-page/show-view';
import type { Fixed } from './commands';
import { askToDelete } from './palette-store';

const pages = ['containers', 'images', 'builds'] as const;

/** The views that were saved of the lists, each by its name. */
export function viewCommands(t: TFunction, settings: SettingsRow | undefined): Fixed[] {
  return pages.flatMap((list) =>
    (settings?.lists[list]?.views ?? []).map((view): Fixed => {
      const name = cleanText(view.name, 60);
      const page = t(`shell:page.${list}`);
      return {
        id: `view ${list} ${view.name}`,
        group: 'views',
        label: name,
        detail: page,
        icon: IconBookmark,
        texts: [name.toLowerCase(), `${t('list:views')} ${page} view`.toLowerCase()],
        run: () => {
          showView(list, view);
          navigate(`/${list}`);
        },
      };
    }),
  );
}

/** What is done to a Compose project's containers together, and to all stopped ones. */
export function togetherCommands(t: TFunction, rows: readonly ContainerRow[]): Fixed[] {
  const projects = new Map<string, ContainerRow[]>();
  for (const row of rows) {
    const name = projectOf(row);
    if (name !== null) projects.set(name, [...(projects.get(name) ?? []), row]);
  }
  const { actions } = projectGrouping(t, askToDelete);
  const ofProjects = [...projects].flatMap(([name, all]) =>
    actions({ name, rows: all, all })
      .filter(({ disabled }) => disabled === undefined)
      .map(({ id, label, icon, danger, cli, run }): Fixed => {
        const texts = [label.toLowerCase(), `${id} ${name.toLowerCase()} compose`];
        return { id: `project ${name} ${id}`, group: 'containers', label, icon, danger, cli, texts, run };
      }),
  );
  const stopped = rows.filter(isDeletableStopped);
  if (stopped.length === 0) return ofProjects;
  const label = t('containers:deleteStopped');
  return [
    ...ofProjects,
    {
      ...{ id: 'action delete-stopped', group: 'actions', label, icon: IconTrash, danger: true },
      cli: 'docker container prune',
      texts: [label.toLowerCase(), 'delete stopped containers prune'],
      run: () => askToDelete(stopped),
    },
  ];
}

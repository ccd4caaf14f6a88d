import { IconFile } from '@tabler/icons-react';
import type { TFunction } from 'i18next';
import { cleanText } from '../../lib/clean-text';
import type { MenuEntry } from '../../ui/action-menu';
import { entryLabel, type Fixed } from '../palette/commands';

/** The palette's lines for the chosen file: what its menu has, and can be done now. Pure. */
export function fileCommands(t: TFunction, menu: readonly MenuEntry[], name: string): Fixed[] {
  return menu
    .filter(({ disabled }) => !disabled)
    .map(({ id, label, icon, danger, run }) => {
      // The question behind it is not the palette's.
      const action = label.replace(/…$/, '');
      return {
        id: `file ${id}`,
        group: 'actions',
        label: entryLabel(t, action, cleanText(name, 80)),
        icon: icon ?? IconFile,
        danger,
        texts: [`${action} ${name}`.toLowerCase(), `file ${id.replace('-', ' ')}`],
        run,
      };
    });
}

import type { ContainerRow } from '@contract/containers';
import type { FileEntry } from '@contract/files';
import type { TFunction } from 'i18next';
import { shellLine } from '../../lib/shell-quote';
import type { Place } from './places';

/** Why something cannot be done to a path now; null when it can be tried. */
export type Hindrance = string | null;

/** Writing by the engine's archive: new files, folders, edits. */
export function whyNotWrite(t: TFunction, place: Place): Hindrance {
  if (place.beyondReach) return t('files:why.beyondReach');
  if (place.readOnly) return t(place.mount ? 'files:why.readOnlyMount' : 'files:why.readOnlyRoot');
  return null;
}

/** Deleting and renaming, which only a program in the container can do. */
export function whyNotChange(t: TFunction, row: Pick<ContainerRow, 'state'>, place: Place): Hindrance {
  if (place.isMount) return t('files:why.mountPoint');
  if (place.readOnly) return t(place.mount ? 'files:why.readOnlyMount' : 'files:why.readOnlyRoot');
  if (row.state === 'paused') return t('files:why.paused');
  if (row.state !== 'running') return t('files:why.stopped');
  return null;
}

/** Reading by the engine's archive. */
export function whyNotRead(t: TFunction, place: Place, entry: FileEntry | null): Hindrance {
  if (place.beyondReach) return t('files:why.beyondReachRead');
  const special = entry && !['file', 'folder', 'link', 'unknown'].includes(entry.type);
  return special ? t('files:why.special') : null;
}

export const cli = {
  copyOut: (name: string, path: string) => shellLine(['docker', 'cp', `${name}:${path}`, '.']),
  copyIn: (names: readonly string[], container: string, folder: string) =>
    names
      .map((name) =>
        shellLine(['docker', 'cp', name.startsWith('-') ? `./${name}` : name, `${container}:${folder}`]),
      )
      .join(' && '),
  remove: (name: string, path: string) =>
    shellLine(['docker', 'exec', '-u', '0', name, 'rm', '-rf', '--', path]),
  rename: (name: string, from: string, to: string) =>
    shellLine(['docker', 'exec', '-u', '0', name, 'mv', '-n', '--', from, to]),
  createFolder: (container: string, folder: string, name: string) =>
    `mkdir ${shellLine(['--', name])} && ${shellLine(['docker', 'cp', `./${name}`, `${container}:${folder}`])}`,
  diff: (name: string) => shellLine(['docker', 'diff', name]),
};

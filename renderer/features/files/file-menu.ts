import type { ContainerRow } from '@contract/containers';
import {
  IconArrowRight,
  IconCopy,
  IconDownload,
  IconFolderPlus,
  IconFolderUp,
  IconPencil,
  IconTrash,
  IconUpload,
} from '@tabler/icons-react';
import type { TFunction } from 'i18next';
import type { MenuEntry } from '../../ui/action-menu';
import { notifySuccess } from '../../ui/notify';
import { type Hindrance, whyNotChange, whyNotRead, whyNotWrite } from './file-words';
import { folderOf } from './paths';
import { type Places, placeOf } from './places';
import type { TreeRow } from './tree-model';
import type { FileActions } from './use-file-actions';

/** What can be done with a line of the tree; what cannot says why. */
export function fileMenu(
  t: TFunction,
  container: ContainerRow,
  line: TreeRow & { kind: 'entry' },
  places: Places,
  actions: FileActions,
): MenuEntry[] {
  const { path, entry, change } = line;
  const folder = entry.type === 'folder' ? path : folderOf(path);
  const place = placeOf(places, path);
  const gone: Hindrance = change === 'deleted' ? t('files:why.gone') : null;
  const writing = whyNotWrite(t, placeOf(places, folder)) ?? undefined;
  const changing = gone ?? whyNotChange(t, container, place) ?? undefined;
  const reading = gone ?? whyNotRead(t, place, entry) ?? undefined;
  return [
    ...(entry.type === 'link'
      ? [
          {
            id: 'follow',
            label: t('files:action.follow'),
            icon: IconArrowRight,
            run: () => void actions.follow(path),
          },
        ]
      : []),
    {
      id: 'download',
      label: t('files:action.download'),
      icon: IconDownload,
      disabled: reading,
      run: () => void actions.download(path),
    },
    {
      id: 'copy-path',
      label: t('files:action.copyPath'),
      icon: IconCopy,
      run: () =>
        void navigator.clipboard.writeText(path).then(() => notifySuccess(t('files:action.pathCopied'))),
    },
    {
      id: 'upload-files',
      label: t('files:action.uploadFiles'),
      icon: IconUpload,
      divided: true,
      disabled: writing,
      run: () => void actions.choose(folder, 'files'),
    },
    {
      id: 'upload-folder',
      label: t('files:action.uploadFolder'),
      icon: IconFolderUp,
      disabled: writing,
      run: () => void actions.choose(folder, 'folder'),
    },
    {
      id: 'create-folder',
      label: t('files:action.createFolder'),
      icon: IconFolderPlus,
      disabled: writing,
      run: () => actions.ask({ kind: 'create-folder', folder }),
    },
    {
      id: 'rename',
      label: t('files:action.rename'),
      icon: IconPencil,
      divided: true,
      disabled: changing,
      run: () => actions.ask({ kind: 'rename', path }),
    },
    {
      id: 'delete',
      label: t('files:action.delete'),
      icon: IconTrash,
      danger: true,
      disabled: changing,
      run: () => actions.ask({ kind: 'delete', path, entry }),
    },
  ];
}

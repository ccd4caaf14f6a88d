import type { ContainerRow } from '@contract/containers';
import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { cleanText } from '../../lib/clean-text';
import { CliLine } from '../../ui/cli-line';
import { DeleteDialog } from '../../ui/delete-dialog';
import { DialogButtons, DialogForm } from '../../ui/dialog-frame';
import { OnEngine } from '../../ui/on-engine';
import { cli } from './file-words';
import classes from './files.module.css';
import type { FilesStore } from './files-store';
import { NameDialog } from './name-dialog';
import { folderOf, join, nameOf } from './paths';
import { type Places, placeOf } from './places';
import type { FileActions, FilesDialog } from './use-file-actions';

interface FilesDialogsProps {
  row: ContainerRow;
  store: FilesStore;
  actions: FileActions;
  places: Places;
}

/** The question the Files tab asks at the moment. */
export function FilesDialogs({ row, store, actions, places }: FilesDialogsProps) {
  const { t } = useTranslation();
  const { dialog, close } = actions;
  if (!dialog) return null;
  const taken = (folder: string) => new Set(store.use.getState().folders.get(folder)?.entries.keys());
  switch (dialog.kind) {
    case 'create-folder':
      return (
        <NameDialog
          title={t('files:createFolder.title', { folder: cleanText(dialog.folder, 80) })}
          label={t('files:name.label')}
          initial=""
          action={t('files:createFolder.create')}
          cli={(name) => cli.createFolder(row.name, dialog.folder, name)}
          taken={taken(dialog.folder)}
          onName={(name) => actions.createFolder(dialog.folder, name)}
          onClose={close}
        />
      );
    case 'rename': {
      const folder = folderOf(dialog.path);
      return (
        <NameDialog
          title={t('files:rename.title', { name: cleanText(nameOf(dialog.path), 80) })}
          label={t('files:name.new')}
          initial={nameOf(dialog.path)}
          action={t('files:rename.rename')}
          cli={(name) => cli.rename(row.name, dialog.path, join(folder, name))}
          taken={taken(folder)}
          onName={(name) => actions.rename(dialog.path, name)}
          onClose={close}
        />
      );
    }
    case 'delete':
      return <DeleteFile row={row} dialog={dialog} actions={actions} places={places} />;
    case 'overwrite':
      return <Overwrite row={row} dialog={dialog} actions={actions} />;
  }
}

interface OneDialogProps<K extends FilesDialog['kind']> {
  row: ContainerRow;
  dialog: FilesDialog & { kind: K };
  actions: FileActions;
}

function DeleteFile({ row, dialog, actions, places }: OneDialogProps<'delete'> & { places: Places }) {
  const { t } = useTranslation();
  const { path, entry } = dialog;
  const { mount } = placeOf(places, path);
  const below = places.mounts.filter((other) => other.path.startsWith(`${path}/`));
  const source = cleanText(mount?.source ?? '', 200);
  return (
    <DeleteDialog
      title={t(entry?.type === 'folder' ? 'files:delete.titleFolder' : 'files:delete.title', {
        name: cleanText(nameOf(path), 100),
      })}
      items={[
        <code key="path">
          {row.name}:{cleanText(path, 500)}
        </code>,
      ]}
      cli={cli.remove(row.name, path)}
      onClose={actions.close}
      onConfirm={() => actions.remove(path)}
    >
      {entry?.type === 'folder' && <p>{t('files:delete.folder')}</p>}
      {entry?.type === 'link' && <p>{t('files:delete.link')}</p>}
      {mount && (mount.kind === 'volume' || mount.kind === 'bind') && (
        <p className={classes.warning}>{t(`files:delete.${mount.kind}`, { source })}</p>
      )}
      {below.length > 0 && (
        <p className={classes.warning}>
          {t('files:delete.mountsBelow', {
            paths: below.map((other) => cleanText(other.path, 100)).join(', '),
          })}
        </p>
      )}
    </DeleteDialog>
  );
}

function Overwrite({ row, dialog, actions }: OneDialogProps<'overwrite'>) {
  const { t } = useTranslation();
  const { folder, chosen, taken } = dialog;
  const shown = taken.slice(0, 20);
  return (
    <DialogForm
      title={t('files:overwrite.title', { count: taken.length })}
      size={620}
      onClose={actions.close}
      onSubmit={() => {
        actions.close();
        void actions.overwrite(folder, chosen);
      }}
    >
      <OnEngine />
      <p>{t('files:overwrite.text', { folder: cleanText(folder, 200) })}</p>
      <ul className={classes.names}>
        {shown.map((name) => (
          <li key={name}>
            <code>{cleanText(name, 200)}</code>
          </li>
        ))}
        {taken.length > shown.length && (
          <li>{t('common:andMore', { count: taken.length - shown.length })}</li>
        )}
      </ul>
      <p className={classes.dim}>{t('files:overwrite.folders')}</p>
      <CliLine
        command={cli.copyIn(
          chosen.items.map(({ name }) => name),
          row.name,
          folder,
        )}
      />
      <DialogButtons onCancel={actions.close}>
        <Button size="compact-md" color="red.8" type="submit">
          {t('files:overwrite.overwrite')}
        </Button>
      </DialogButtons>
    </DialogForm>
  );
}

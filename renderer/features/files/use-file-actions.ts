import type { ContainerRow } from '@contract/containers';
import type { ChosenFiles, FileEntry } from '@contract/files';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call, offerFiles } from '../../lib/bridge';
import { cleanText } from '../../lib/clean-text';
import { asErrorData } from '../../lib/error-data';
import { currentEpoch } from '../../store/mirror';
import { notifyError, notifySuccess } from '../../ui/notify';
import { tellDone } from '../tasks/follow-task';
import { taskEnd } from '../tasks/task-end';
import type { FilesStore } from './files-store';
import { folderOf, join, nameOf } from './paths';

export type FilesDialog =
  | { kind: 'create-folder'; folder: string }
  | { kind: 'rename'; path: string }
  | { kind: 'delete'; path: string; entry: FileEntry | null }
  | { kind: 'overwrite'; folder: string; chosen: ChosenFiles; taken: string[] };

export type FileActions = ReturnType<typeof useFileActions>;

/** All that can be done to a container's files, the dialog it asks in, and the copies under way. */
export function useFileActions(row: ContainerRow, store: FilesStore) {
  const { t } = useTranslation();
  const [dialog, setDialog] = useState<FilesDialog | null>(null);
  const [tasks, setTasks] = useState<string[]>([]);
  const { id } = row;
  const shown = (path: string) => cleanText(nameOf(path) || '/', 100);

  /** Tells how a copy ended, also when the tab has been left meanwhile. */
  async function follow(taskId: string): Promise<void> {
    setTasks((all) => [...all, taskId]);
    try {
      const task = await taskEnd(taskId, new AbortController().signal);
      const name = cleanText(task.subject, 200);
      if (task.state === 'done') tellDone(task);
      else if (task.error) notifyError(t(`tasks:failed.${task.kind}`, { name }), task.error);
    } finally {
      setTasks((all) => all.filter((other) => other !== taskId));
    }
  }

  async function download(path: string): Promise<void> {
    try {
      const started = await call('files.download', { epoch: currentEpoch(), id, path });
      if (started) await follow(started.taskId);
    } catch (error) {
      notifyError(t('files:download.failed', { name: shown(path) }), asErrorData(error));
    }
  }

  async function send(folder: string, chosen: ChosenFiles, overwrite: boolean): Promise<void> {
    try {
      const { token } = chosen;
      const started = await call('files.upload', { epoch: currentEpoch(), id, folder, token, overwrite });
      if ('taken' in started) return setDialog({ kind: 'overwrite', folder, chosen, taken: started.taken });
      await follow(started.taskId);
    } catch (error) {
      notifyError(t('files:upload.failed', { folder: cleanText(folder, 100) }), asErrorData(error));
    }
    store.refresh(folder);
  }

  return {
    dialog,
    /** Ids of the copies started here that are under way. */
    tasks,
    close: () => setDialog(null),
    ask: setDialog,
    download,
    async choose(folder: string, kind: 'files' | 'folder'): Promise<void> {
      try {
        const chosen = await call('files.choose', { kind });
        if (chosen) await send(folder, chosen, false);
      } catch (error) {
        notifyError(t('files:upload.failed', { folder: cleanText(folder, 100) }), asErrorData(error));
      }
    },
    async drop(folder: string, files: File[]): Promise<void> {
      try {
        const chosen = await offerFiles(files);
        if (chosen) await send(folder, chosen, false);
      } catch (error) {
        notifyError(t('files:upload.failed', { folder: cleanText(folder, 100) }), asErrorData(error));
      }
    },
    overwrite: (folder: string, chosen: ChosenFiles) => send(folder, chosen, true),
    /** Throws where it cannot be done: the dialog shows why. */
    async createFolder(folder: string, name: string): Promise<void> {
      await call('files.createFolder', { epoch: currentEpoch(), id, folder, name });
      store.refresh(folder);
      store.show(join(folder, name), false);
    },
    async rename(path: string, name: string): Promise<void> {
      await call('files.rename', { epoch: currentEpoch(), id, path, name });
      const folder = folderOf(path);
      store.refresh(folder);
      store.show(join(folder, name), false);
    },
    async remove(path: string): Promise<void> {
      try {
        const [end] = await call('files.remove', { epoch: currentEpoch(), id, paths: [path] });
        if (end?.error) notifyError(t('files:delete.failed', { name: shown(path) }), end.error);
        else {
          notifySuccess(t('files:delete.done', { name: shown(path) }));
          store.select(folderOf(path));
        }
      } catch (error) {
        notifyError(t('files:delete.failed', { name: shown(path) }), asErrorData(error));
      }
      store.refresh(folderOf(path));
    },
    /** Goes where a link leads. */
    async follow(path: string): Promise<void> {
      try {
        const found = await call('files.find', { id, path });
        if (found) store.show(found.path, found.type === 'folder');
        else
          notifyError(t('files:link.dead', { name: shown(path) }), {
            code: 'not-found',
            message: t('files:link.deadWhy'),
          });
      } catch (error) {
        notifyError(t('files:link.dead', { name: shown(path) }), asErrorData(error));
      }
    },
  };
}

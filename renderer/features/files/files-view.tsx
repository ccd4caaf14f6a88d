import type { ContainerRow } from '@contract/containers';
import { ActionIcon, Button } from '@mantine/core';
import { IconFolderPlus, IconRefresh, IconUpload } from '@tabler/icons-react';
import { type FormEvent, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../lib/bridge';
import { cleanText } from '../../lib/clean-text';
import { asErrorData } from '../../lib/error-data';
import { formatNumber } from '../../lib/format';
import { useEngine } from '../../store/mirror';
import { ActionMenu, type MenuEntry } from '../../ui/action-menu';
import { CliFooter } from '../../ui/cli-footer';
import { notifyError } from '../../ui/notify';
import { usePageCommands } from '../palette/page-commands';
import { fileCommands } from './file-commands';
import { fileMenu } from './file-menu';
import { type FileKey, FileTree } from './file-tree';
import { cli, whyNotWrite } from './file-words';
import classes from './files.module.css';
import { FilesDialogs } from './files-dialogs';
import { createFilesStore } from './files-store';
import { folderOf, nameOf, tidyPath } from './paths';
import { placeOf, readPlaces } from './places';
import { PreviewPane } from './preview-pane';
import { TransferLine } from './transfer-line';
import treeClasses from './tree.module.css';
import { type TreeRow, toRows } from './tree-model';
import { useFileActions } from './use-file-actions';

interface FilesViewProps {
  row: ContainerRow;
  /** `containers.inspect`; undefined until it is there. */
  json: unknown;
}

/** A container's files, running or not. Give it `key={row.id}`. */
export function FilesView({ row, json }: FilesViewProps) {
  const { t } = useTranslation();
  const [store] = useState(() => createFilesStore(row.id));
  const state = store.use();
  const places = useMemo(() => readPlaces(json), [json]);
  const actions = useFileActions(row, store);
  const [menu, setMenu] = useState<{ label: string; entries: MenuEntry[]; at: DOMRect } | null>(null);
  const epoch = useEngine()?.epoch;
  const { folders, open, selected, changes } = state;
  const rows = useMemo(() => toRows(folders, open, changes), [folders, open, changes]);

  // What runs is listed by its own programs, what does not from the archive; another connection starts anew.
  // biome-ignore lint/correctness/useExhaustiveDependencies: these are the moments to look again
  useEffect(() => store.refreshAll(), [store, row.state, epoch]);
  useEffect(() => store.dispose, [store]);

  const line = rows.find((other) => other.kind === 'entry' && other.path === selected);
  const chosen = line?.kind === 'entry' ? line : null;
  const target = chosen ? (chosen.entry.type === 'folder' ? chosen.path : folderOf(chosen.path)) : '/';
  const writing = whyNotWrite(t, placeOf(places, target));
  const root = folders.get('/');
  const pane = useRef<HTMLElement>(null);
  usePageCommands(
    fileCommands(t, chosen ? fileMenu(t, row, chosen, places, actions) : [], chosen?.entry.name ?? ''),
  );

  const openMenu = (of: TreeRow & { kind: 'entry' }, at: DOMRect) =>
    setMenu({
      label: t('files:menu', { name: cleanText(of.entry.name, 100) }),
      entries: fileMenu(t, row, of, places, actions),
      at,
    });
  const runFromMenu = (of: TreeRow & { kind: 'entry' }, id: FileKey) => {
    const entry = fileMenu(t, row, of, places, actions).find((other) => other.id === id);
    if (!entry) return;
    if (entry.disabled) notifyError(entry.label, { code: 'unsupported', message: entry.disabled });
    else entry.run();
  };
  const openUpload = (at: DOMRect) =>
    setMenu({
      label: t('files:upload.to', { folder: cleanText(target, 80) }),
      at,
      entries: [
        {
          id: 'files',
          label: t('files:action.uploadFiles'),
          icon: IconUpload,
          run: () => void actions.choose(target, 'files'),
        },
        {
          id: 'folder',
          label: t('files:action.uploadFolder'),
          icon: IconFolderPlus,
          run: () => void actions.choose(target, 'folder'),
        },
      ],
    });

  return (
    <div className={classes.view} data-testid="files">
      <div className={classes.toolbar}>
        <GoTo id={row.id} current={selected} onFound={store.show} />
        <div className={classes.end}>
          <Button
            variant="default"
            size="xs"
            leftSection={<IconUpload size={16} stroke={1.5} aria-hidden />}
            disabled={writing !== null}
            title={writing ?? t('files:upload.to', { folder: cleanText(target, 80) })}
            onClick={(event) => openUpload(event.currentTarget.getBoundingClientRect())}
          >
            {t('files:upload.upload')}
          </Button>
          <Button
            variant="default"
            size="xs"
            leftSection={<IconFolderPlus size={16} stroke={1.5} aria-hidden />}
            disabled={writing !== null}
            title={writing ?? undefined}
            onClick={() => actions.ask({ kind: 'create-folder', folder: target })}
          >
            {t('files:createFolder.open')}
          </Button>
          <ActionIcon
            variant="default"
            size={30}
            aria-label={t('files:refresh')}
            title={t('files:refresh')}
            onClick={() => store.refreshAll()}
          >
            <IconRefresh size={16} stroke={1.5} aria-hidden />
          </ActionIcon>
        </div>
      </div>
      {row.state !== 'running' ? (
        <p className={classes.notice}>{t('files:notice.stopped')}</p>
      ) : (
        root?.way === 'archive' && <p className={classes.notice}>{t('files:notice.noProgram')}</p>
      )}
      {state.changesError && (
        <p className={classes.notice}>
          {t('files:notice.noChanges', { words: cleanText(state.changesError.message, 200) })}
        </p>
      )}
      {actions.tasks.map((taskId) => (
        <TransferLine key={taskId} taskId={taskId} />
      ))}
      <div className={classes.split} data-has-pane={chosen !== null || undefined}>
        <div className={classes.left}>
          <div className={treeClasses.columns} aria-hidden>
            <span className={treeClasses.name}>{t('files:column.name')}</span>
            <span className={treeClasses.size}>{t('files:column.size')}</span>
            <span className={treeClasses.mode}>{t('files:column.mode')}</span>
            <span className={treeClasses.owner}>{t('files:column.owner')}</span>
            <span className={treeClasses.time}>{t('files:column.modified')}</span>
          </div>
          <FileTree
            rows={rows}
            selected={selected}
            reveal={state.reveal}
            places={places}
            onSelect={store.select}
            onToggle={store.toggle}
            onOpen={(of) => (of.entry.type === 'link' ? void actions.follow(of.path) : pane.current?.focus())}
            onAction={runFromMenu}
            onMenu={openMenu}
            onReadAll={(folder) => store.read(folder, true)}
            onRetry={(folder) => store.read(folder)}
            onDrop={(folder, files) => {
              const why = whyNotWrite(t, placeOf(places, folder));
              if (why)
                notifyError(t('files:upload.failed', { folder: cleanText(folder, 100) }), {
                  code: 'unsupported',
                  message: why,
                });
              else void actions.drop(folder, files);
            }}
          />
        </div>
        {chosen && (
          <PreviewPane
            key={chosen.path}
            ref={pane}
            id={row.id}
            path={chosen.path}
            entry={chosen.entry}
            change={chosen.change}
            places={places}
            onDownload={() => void actions.download(chosen.path)}
            onMenu={(at) => openMenu(chosen, at)}
            onFollow={() => void actions.follow(chosen.path)}
            onSaved={() => store.refresh(folderOf(chosen.path))}
          />
        )}
      </div>
      <CliFooter
        command={
          chosen && chosen.change !== 'deleted' ? cli.copyOut(row.name, chosen.path) : cli.diff(row.name)
        }
      >
        <ChangesCount state={state} />
      </CliFooter>
      {menu && (
        <ActionMenu label={menu.label} entries={menu.entries} at={menu.at} onClose={() => setMenu(null)} />
      )}
      <FilesDialogs row={row} store={store} actions={actions} places={places} />
    </div>
  );
}

function ChangesCount({
  state,
}: {
  state: { changes: { marks: ReadonlyMap<string, string> }; changesCut: boolean };
}) {
  const { t } = useTranslation();
  let count = 0;
  for (const mark of state.changes.marks.values()) if (mark !== 'within') count += 1;
  const number = formatNumber(count) + (state.changesCut ? '+' : '');
  return <>{t('files:changesCount', { count, number })}</>;
}

/** A path to type; Enter goes there. */
function GoTo({
  id,
  current,
  onFound,
}: {
  id: string;
  current: string | null;
  onFound: (path: string, isFolder: boolean) => void;
}) {
  const { t } = useTranslation();
  const [text, setText] = useState<string | null>(null);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const path = tidyPath(text ?? '');
    if (path === '/') return onFound('/', true);
    try {
      const found = await call('files.find', { id, path });
      if (!found)
        return notifyError(t('files:goTo.missing', { name: cleanText(nameOf(path), 100) }), {
          code: 'not-found',
          message: cleanText(path, 300),
        });
      setText(null);
      onFound(found.path, found.type === 'folder');
    } catch (error) {
      notifyError(t('files:goTo.missing', { name: cleanText(nameOf(path), 100) }), asErrorData(error));
    }
  };
  return (
    <form className={classes.goTo} onSubmit={(event) => void submit(event)}>
      <input
        type="text"
        className={classes.path}
        aria-label={t('files:goTo.label')}
        placeholder={t('files:goTo.hint')}
        spellCheck={false}
        maxLength={4096}
        value={text ?? current ?? ''}
        onChange={(event) => setText(event.currentTarget.value)}
        onBlur={() => setText(null)}
      />
    </form>
  );
}

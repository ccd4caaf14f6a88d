import type { FileType } from '@contract/files';
import {
  IconChevronRight,
  IconCpu,
  IconDatabase,
  IconFile,
  IconFolder,
  IconFolderOpen,
  IconFolderSymlink,
  IconLink,
  IconPlug,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { cleanText } from '../../lib/clean-text';
import { formatBytes, formatExact, formatNumber } from '../../lib/format';
import classes from './files.module.css';
import { folderOf } from './paths';
import { type Mount, type Places, placeOf } from './places';
import treeClasses from './tree.module.css';
import { type ChangeMark, modeText, type TreeRow } from './tree-model';

interface EntryLineProps {
  id: string;
  row: TreeRow & { kind: 'entry' };
  index: number;
  top: number;
  isSelected: boolean;
  isDropTarget: boolean;
  places: Places;
  onSelect: () => void;
  onToggle: () => void;
  onOpen: () => void;
}

const indent = (level: number) => ({ paddingInlineStart: 12 + (level - 1) * 18 });

/** One file or folder. The tree has the focus and the keys; the line only hears the mouse. */
export function EntryLine({ id, row, index, top, isSelected, isDropTarget, places, ...on }: EntryLineProps) {
  const { t } = useTranslation();
  const { entry, change } = row;
  const isFolder = entry.type === 'folder';
  const isGone = change === 'deleted';
  const { mount, isMount } = placeOf(places, row.path);
  const name = cleanText(entry.name, 255) || t('files:noName');
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the tree hears the keys
    // biome-ignore lint/a11y/useFocusableInteractive: the tree has the focus and names its active line
    <div
      id={id}
      role="treeitem"
      aria-level={row.level}
      aria-setsize={row.of}
      aria-posinset={row.place}
      aria-expanded={isFolder ? row.isOpen : undefined}
      aria-selected={isSelected}
      className={treeClasses.line}
      style={{ transform: `translateY(${top}px)` }}
      data-index={index}
      data-testid="file"
      data-path={row.path}
      data-type={entry.type}
      data-change={change ?? undefined}
      data-folder={isFolder ? row.path : folderOf(row.path)}
      data-drop={isDropTarget || undefined}
      onClick={(event) => {
        on.onSelect();
        if (isFolder && event.detail === 1) on.onToggle();
      }}
      onDoubleClick={() => !isFolder && !isGone && on.onOpen()}
    >
      <span className={treeClasses.name} style={indent(row.level)}>
        <span className={treeClasses.chevron} data-open={row.isOpen || undefined} aria-hidden>
          {isFolder && <IconChevronRight size={14} stroke={1.75} />}
        </span>
        <FileIcon type={entry.type} isOpen={row.isOpen} target={entry.target} />
        <span className={treeClasses.words} title={name}>
          <span className={treeClasses.label}>{name}</span>
          {entry.target !== null && (
            <span className={treeClasses.target}>→ {cleanText(entry.target, 255)}</span>
          )}
        </span>
        {change && <Mark change={change} />}
        {isMount && mount && <MountMark mount={mount} />}
      </span>
      <span className={treeClasses.size}>
        {entry.type === 'file' && !isGone ? formatBytes(entry.size) : ''}
      </span>
      <span className={treeClasses.mode}>{isGone ? '' : modeText(entry)}</span>
      <span className={treeClasses.owner}>{entry.uid === null ? '' : `${entry.uid}:${entry.gid}`}</span>
      <span className={treeClasses.time}>{entry.modifiedAt > 0 ? formatExact(entry.modifiedAt) : ''}</span>
    </div>
  );
}

function FileIcon({ type, isOpen, target }: { type: FileType; isOpen: boolean; target: string | null }) {
  const { t } = useTranslation();
  const icon = { size: 16, stroke: 1.5, 'aria-hidden': true } as const;
  const Icon =
    type === 'folder'
      ? isOpen
        ? IconFolderOpen
        : IconFolder
      : type === 'link'
        ? target?.endsWith('/')
          ? IconFolderSymlink
          : IconLink
        : type === 'pipe' || type === 'socket'
          ? IconPlug
          : type === 'block' || type === 'character'
            ? IconCpu
            : IconFile;
  return (
    <span className={treeClasses.icon} data-type={type} title={t(`files:type.${type}`)}>
      <Icon {...icon} />
    </span>
  );
}

function Mark({ change }: { change: ChangeMark }) {
  const { t } = useTranslation();
  if (change === 'within')
    return (
      <span className={treeClasses.dot} title={t('files:change.within')}>
        <span className="sr-only">{t('files:change.within')}</span>
      </span>
    );
  return (
    <span className={treeClasses.mark} data-change={change} title={t(`files:change.${change}Help`)}>
      {t(`files:change.${change}`)}
    </span>
  );
}

function MountMark({ mount }: { mount: Mount }) {
  const { t } = useTranslation();
  const source = cleanText(mount.source, 200);
  return (
    <span className={treeClasses.mount} title={t(`files:mount.${mount.kind}Help`, { source })}>
      <IconDatabase size={12} stroke={1.5} aria-hidden />
      {t(`files:mount.${mount.kind}`)}
      {mount.readOnly && ` · ${t('files:mount.readOnly')}`}
    </span>
  );
}

interface NoteLineProps {
  row: TreeRow & { kind: 'note' };
  index: number;
  top: number;
  onReadAll: (folder: string) => void;
  onRetry: (folder: string) => void;
}

/** What there is to say of a folder, where its files end. */
export function NoteLine({ row, index, top, onReadAll, onRetry }: NoteLineProps) {
  const { t } = useTranslation();
  const { note, folder, path } = row;
  const button = (label: string, run: (folder: string) => void) => (
    <button type="button" className={classes.noteButton} onClick={() => run(path)}>
      {label}
    </button>
  );
  return (
    <div
      role="presentation"
      className={treeClasses.line}
      style={{ transform: `translateY(${top}px)` }}
      data-index={index}
      data-note={note}
      data-folder={path}
    >
      <span
        className={treeClasses.note}
        style={indent(row.level)}
        role={note === 'error' ? 'alert' : undefined}
      >
        <span className={treeClasses.chevron} />
        {note === 'reading' &&
          (folder.bytes > 0
            ? t('files:note.readingBytes', { bytes: formatBytes(folder.bytes) })
            : t('files:note.reading'))}
        {note === 'empty' && t('files:note.empty')}
        {note === 'odd' && t('files:note.odd', { count: folder.odd, number: formatNumber(folder.odd) })}
        {note === 'cut' && (
          <>
            {t(`files:note.cut.${folder.cut ?? 'size'}`)} {button(t('files:note.readAll'), onReadAll)}
          </>
        )}
        {note === 'error' && (
          <>
            {t('files:note.error', { words: cleanText(folder.error?.message ?? '', 200) })}{' '}
            {button(t('common:tryAgain'), onRetry)}
          </>
        )}
      </span>
    </div>
  );
}

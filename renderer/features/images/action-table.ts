import {
  IconCopy,
  IconDownload,
  IconFileExport,
  IconPlayerPlay,
  IconRefresh,
  IconShieldCheck,
  IconTag,
  IconTrash,
  IconUpload,
} from '@tabler/icons-react';
import { type OpenDialog, openDialog } from '../../store/ui';
import type { Icon, RowAction } from '../resource-page/types';
import type { ImageLine } from './image-rows';
import { isProtected, protect } from './protect';
import { checkForUpdates } from './updates';

/** Something that can be done with images, wherever it is offered: row, menus, toolbar, palette, keys. */
export interface ImageActionDef {
  /** Lasting: the palette remembers it. */
  id: string;
  /** Key of its name. */
  label: string;
  icon: Icon;
  danger?: boolean;
  applies: (line: ImageLine) => boolean;
  run: (lines: ImageLine[], ask: ImageAsk) => void;
  /** It makes sense for several at once. `button`: in the toolbar too. */
  many?: 'button' | 'menu';
  shown?: RowAction['shown'];
  /** It is a state that can be on or off. */
  checked?: (line: ImageLine) => boolean;
  /** The key that does it to the row that has the focus: `KeyS`, `Shift+KeyP`. */
  key?: string;
  /** What the docker CLI does the same with; where a dialog comes first, the dialog says it. */
  cli?: (name: string) => readonly string[];
  /** Entries with the same number stand together. */
  group: number;
  /** More words it is found by, in small letters. */
  words?: readonly string[];
}

/** Where the dialogs are shown that ask before something is deleted, or where to save it. */
export interface ImageAsk {
  delete: (lines: ImageLine[]) => void;
  save: (lines: ImageLine[]) => void;
}

const always = () => true;
const hasName = ({ tag }: ImageLine) => tag !== null;

/** What `docker run` is to be given for this line. */
export const runnable = (line: ImageLine) => line.tag ?? line.image.id;

const dialog =
  (of: (line: ImageLine) => OpenDialog): ImageActionDef['run'] =>
  ([line]) => {
    if (line) openDialog(of(line));
  };

const copy =
  (text: (line: ImageLine) => string): ImageActionDef['run'] =>
  ([line]) => {
    if (line) void navigator.clipboard.writeText(text(line));
  };

/** Those that have a name, as a check for updates wants them. */
export const named = (lines: readonly ImageLine[]) =>
  lines.flatMap(({ tag, image }) => (tag === null ? [] : [{ tag, imageId: image.id }]));

/** All that can be done with an image, in menu order. */
export const imageActionTable: readonly ImageActionDef[] = [
  {
    id: 'run',
    label: 'images:run',
    icon: IconPlayerPlay,
    applies: always,
    run: dialog((line) => ({ kind: 'run', image: runnable(line) })),
    shown: 'always',
    key: 'KeyR',
    group: 1,
    words: ['container', 'start'],
  },
  {
    id: 'pull',
    label: 'images:pullAgain',
    icon: IconDownload,
    applies: hasName,
    run: dialog(({ tag }) => ({ kind: 'pull', ref: tag ?? '' })),
    key: 'KeyP',
    group: 1,
    words: ['update', 'upgrade'],
  },
  {
    id: 'check',
    label: 'images:updates.check',
    icon: IconRefresh,
    applies: hasName,
    run: (lines) => void checkForUpdates(named(lines)),
    many: 'button',
    key: 'KeyU',
    // The digest that the registry has.
    cli: (name) => ['docker', 'manifest', 'inspect', '--verbose', name],
    group: 1,
    words: ['newer', 'digest'],
  },
  {
    id: 'push',
    label: 'images:push.action',
    icon: IconUpload,
    applies: hasName,
    run: dialog(({ tag }) => ({ kind: 'push', tag: tag ?? '' })),
    key: 'Shift+KeyP',
    group: 1,
  },
  {
    id: 'tag',
    label: 'images:tag.action',
    icon: IconTag,
    applies: always,
    run: dialog(({ key }) => ({ kind: 'tag', image: key })),
    key: 'KeyT',
    group: 1,
    words: ['rename'],
  },
  {
    id: 'save',
    label: 'images:save.action',
    icon: IconFileExport,
    applies: always,
    run: (lines, ask) => ask.save(lines),
    many: 'button',
    key: 'KeyS',
    group: 1,
    words: ['tar', 'export', 'archive'],
  },
  {
    id: 'protect',
    label: 'images:protect',
    icon: IconShieldCheck,
    applies: always,
    run: (lines) =>
      protect(
        lines.map(({ key }) => key),
        !lines.every(({ key }) => isProtected(key)),
      ),
    many: 'menu',
    checked: ({ key }) => isProtected(key),
    key: 'KeyG',
    group: 2,
    words: ['protect'],
  },
  {
    id: 'copy-name',
    label: 'images:copyName',
    icon: IconCopy,
    applies: hasName,
    run: copy(({ tag }) => tag ?? ''),
    key: 'KeyC',
    group: 3,
  },
  {
    id: 'copy-id',
    label: 'images:copyId',
    icon: IconCopy,
    applies: always,
    run: copy(({ image }) => image.id),
    key: 'Shift+KeyC',
    cli: (name) => ['docker', 'image', 'inspect', '--format', '{{.Id}}', name],
    group: 3,
  },
  {
    id: 'delete',
    label: 'common:delete',
    icon: IconTrash,
    danger: true,
    applies: always,
    run: (lines, ask) => ask.delete(lines),
    many: 'button',
    shown: 'always',
    key: 'Delete',
    cli: (name) => ['docker', 'rmi', name],
    group: 4,
    words: ['remove', 'untag', 'rmi'],
  },
];

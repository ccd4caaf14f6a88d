import type { ContainerRow } from '@contract/containers';
import { mostTogether } from '@contract/log-pack';
import {
  IconAdjustments,
  IconBolt,
  IconBraces,
  IconCamera,
  IconChartLine,
  IconCopy,
  IconCopyPlus,
  IconEdit,
  IconExternalLink,
  IconFileCode,
  IconFileExport,
  IconFileText,
  IconFolder,
  IconPencil,
  IconPin,
  IconPinnedOff,
  IconPlayerPause,
  IconPlayerPlay,
  IconPlayerStop,
  IconPlayerTrackNext,
  IconPlug,
  IconRefresh,
  IconReplace,
  IconShieldLock,
  IconShieldOff,
  IconSkull,
  IconTerminal2,
  IconTransfer,
  IconTrash,
} from '@tabler/icons-react';
import i18next from 'i18next';
import { navigate } from 'wouter/use-hash-location';
import { call } from '../../lib/bridge';
import { shortId } from '../../lib/format';
import { isMarked, setMark } from '../../store/marks';
import { useMirror } from '../../store/mirror';
import { type ContainerQuestion, openDialog } from '../../store/ui';
import { notifySuccess } from '../../ui/notify';
import type { Icon, RowAction } from '../resource-page/types';
import { actOnContainers } from './container-actions';
import { canDo, isRunning } from './container-states';
import { exportContainer } from './export-container';
import { publishedPorts } from './ports';

/** Something that can be done with containers, wherever it is offered: row, menus, toolbar, palette, keys. */
export interface ActionDef {
  /** Lasting: the palette remembers it. */
  id: string;
  /** Key of its name. */
  label: string;
  icon: Icon;
  danger?: boolean;
  applies: (row: ContainerRow) => boolean;
  run: (rows: ContainerRow[], ask: Ask) => void;
  /** It makes sense for several at once. `button`: in the toolbar too. */
  many?: 'button' | 'menu';
  /** As `RowAction.shown`. */
  shown?: (row: ContainerRow) => RowAction['shown'];
  /** The key that does it to the row that has the focus: `KeyS`, `Shift+KeyK`, `F2`. */
  key?: string;
  /** What the docker CLI does the same with; where a dialog comes first, the dialog says it. */
  cli?: (name: string) => readonly string[];
  /** Entries with the same number stand together. */
  group: number;
  /** More words it is found by, in small letters. */
  words?: readonly string[];
  /** One entry for each place instead of one for all. */
  each?: (row: ContainerRow) => readonly { place: string; run: () => void }[];
}

/** Where the questions before something is deleted are asked. */
export interface Ask {
  delete: (rows: ContainerRow[]) => void;
}

/** The address under which this engine's published ports are reached. */
const engineHost = () => useMirror.getState().tables.engine.get('current')?.endpoint.host ?? 'localhost';

const always = () => true;
const alive = ({ state }: ContainerRow) => state !== 'removing' && state !== 'dead';

function question(action: ContainerQuestion): ActionDef['run'] {
  return (rows) => openDialog({ kind: 'container', action, ids: rows.map(({ id }) => id) });
}

function copy(text: string): void {
  void navigator.clipboard
    .writeText(text)
    .then(() => notifySuccess(i18next.t('containers:copied', { text })));
}

/** Reading a container back to its options takes code that the list does without. */
const copyAs = (row: ContainerRow, how: 'run' | 'compose') =>
  void import('./copy-as').then((one) => one.copyAs(row, how));

const openPlaces = (row: ContainerRow) =>
  publishedPorts(row.ports, engineHost()).flatMap(({ url, label }) =>
    url === null
      ? []
      : [{ place: url.replace('http://', ''), label, run: () => void call('app.openUrl', { url }) }],
  );

const first = (act: (row: ContainerRow) => void): ActionDef['run'] => {
  return ([row]) => {
    if (row) act(row);
  };
};

/** One container's logs are a tab of its page, those of several a page of their own. */
const logsPlace = (rows: readonly ContainerRow[]) =>
  rows.length === 1
    ? `/containers/${rows[0]?.id}/logs`
    : `/logs/${rows
        .slice(0, mostTogether)
        .map(({ id }) => shortId(id))
        .join(',')}`;

/** One of those the engine does at once. */
function direct(
  id: 'start' | 'stop' | 'restart' | 'pause' | 'resume' | 'kill',
  more: Pick<ActionDef, 'icon' | 'key'> & Partial<ActionDef>,
): ActionDef {
  return {
    id,
    label: `containers:action.${id}`,
    applies: (row) => canDo(id, row),
    run: (rows) => void actOnContainers(id, rows),
    cli: (name) => ['docker', id === 'resume' ? 'unpause' : id, name],
    many: 'button',
    group: 1,
    ...more,
  };
}

/** One of the tabs of its page; the logs are an action of their own, for several at once. */
function tab(
  id: 'terminal' | 'files' | 'stats' | 'inspect',
  more: Pick<ActionDef, 'label' | 'icon' | 'key' | 'cli' | 'words'>,
): ActionDef {
  return {
    id,
    applies: always,
    run: first((row) => navigate(`/containers/${row.id}/${id}`, { replace: isOn(row) })),
    group: 3,
    ...more,
  };
}

/** From one tab to the next is no step that `back` would undo. */
const isOn = ({ id }: ContainerRow) => window.location.hash.startsWith(`#/containers/${id}`);

/** Marks by name, or takes the mark away. */
function mark(
  id: 'pin' | 'unpin' | 'protect' | 'unprotect',
  kind: 'pinned' | 'protected',
  on: boolean,
  more: Pick<ActionDef, 'icon' | 'key'>,
): ActionDef {
  return {
    id,
    label: `containers:action.${id}`,
    applies: ({ name }) => isMarked(kind, name) !== on,
    run: (rows) =>
      setMark(
        kind,
        rows.map(({ name }) => name),
        on,
      ),
    many: 'menu',
    group: 5,
    ...more,
  };
}

/** All that can be done with containers, in menu order. */
export const containerActionTable: readonly ActionDef[] = [
  direct('start', { icon: IconPlayerPlay, key: 'KeyS', shown: () => 'always' }),
  direct('resume', { icon: IconPlayerTrackNext, key: 'KeyP', shown: () => 'always' }),
  direct('stop', { icon: IconPlayerStop, key: 'KeyS', shown: () => 'always' }),
  direct('restart', {
    icon: IconRefresh,
    key: 'KeyR',
    shown: (row) => (row.state === 'paused' || !isRunning(row) ? undefined : 'always'),
  }),
  direct('pause', { icon: IconPlayerPause, key: 'KeyP' }),
  direct('kill', { icon: IconSkull, danger: true, key: 'Shift+KeyK' }),
  {
    id: 'signal',
    label: 'containers:action.signal',
    icon: IconBolt,
    applies: (row) => canDo('kill', row),
    run: question('signal'),
    many: 'menu',
    key: 'KeyK',
    group: 1,
    words: ['signal', 'hup', 'term', 'usr1'],
  },
  {
    id: 'open',
    label: 'containers:action.open',
    icon: IconExternalLink,
    applies: (row) => isRunning(row) && openPlaces(row).length > 0,
    run: first((row) => openPlaces(row)[0]?.run()),
    each: openPlaces,
    key: 'KeyO',
    cli: (name) => ['docker', 'port', name],
    group: 2,
  },
  {
    id: 'logs',
    label: 'containers:action.logs',
    icon: IconFileText,
    applies: always,
    run: (rows) => navigate(logsPlace(rows), { replace: rows.length === 1 && rows.every(isOn) }),
    many: 'button',
    key: 'KeyL',
    cli: (name) => ['docker', 'logs', '--follow', name],
    group: 3,
  },
  tab('terminal', {
    label: 'details:tab.terminal',
    icon: IconTerminal2,
    key: 'KeyX',
    cli: (name) => ['docker', 'exec', '-it', name, 'sh'],
    words: ['shell', 'exec', 'bash', 'sh'],
  }),
  {
    id: 'attach',
    label: 'containers:action.attach',
    icon: IconPlug,
    applies: isRunning,
    run: first(({ id }) => {
      void import('../terminal/terminals').then(({ attachSession }) => {
        attachSession(id);
        navigate(`/containers/${id}/terminal`);
      });
    }),
    key: 'KeyA',
    cli: (name) => ['docker', 'attach', name],
    group: 3,
    words: ['attach', 'main process', 'stdin', 'pid 1'],
  },
  tab('files', {
    label: 'files:tab',
    icon: IconFolder,
    key: 'KeyF',
    cli: (name) => ['docker', 'cp', `${name}:/`, '-'],
    words: ['browse', 'folder', 'upload', 'download', 'cp'],
  }),
  tab('stats', {
    label: 'stats:tab',
    icon: IconChartLine,
    key: 'KeyM',
    cli: (name) => ['docker', 'stats', name],
    words: ['figures', 'cpu', 'memory', 'metrics', 'top'],
  }),
  tab('inspect', {
    label: 'details:tab.inspect',
    icon: IconBraces,
    key: 'KeyJ',
    cli: (name) => ['docker', 'inspect', name],
    words: ['json'],
  }),
  {
    id: 'rename',
    label: 'containers:action.rename',
    icon: IconPencil,
    applies: alive,
    run: question('rename'),
    key: 'F2',
    group: 4,
  },
  {
    id: 'edit',
    label: 'containers:action.edit',
    icon: IconEdit,
    applies: alive,
    run: question('edit'),
    key: 'KeyE',
    group: 4,
    words: ['change', 'configure', 'recreate', 'replace', 'environment', 'ports', 'volumes'],
  },
  {
    id: 'change-image',
    label: 'containers:action.changeImage',
    icon: IconReplace,
    applies: alive,
    run: question('change-image'),
    key: 'KeyI',
    group: 4,
    words: ['update', 'upgrade', 'recreate', 'replace', 'tag', 'version'],
  },
  {
    id: 'limits',
    label: 'containers:action.limits',
    icon: IconAdjustments,
    applies: alive,
    run: question('limits'),
    many: 'menu',
    key: 'KeyU',
    group: 4,
    words: ['update', 'restart policy', 'memory', 'cpus'],
  },
  mark('pin', 'pinned', true, { icon: IconPin, key: 'KeyT' }),
  mark('unpin', 'pinned', false, { icon: IconPinnedOff, key: 'KeyT' }),
  mark('protect', 'protected', true, { icon: IconShieldLock, key: 'KeyG' }),
  mark('unprotect', 'protected', false, { icon: IconShieldOff, key: 'KeyG' }),
  {
    id: 'duplicate',
    label: 'containers:action.duplicate',
    icon: IconCopyPlus,
    applies: alive,
    run: question('duplicate'),
    key: 'KeyD',
    group: 5,
    words: ['clone', 'copies'],
  },
  {
    id: 'commit',
    label: 'containers:action.commit',
    icon: IconCamera,
    applies: alive,
    run: question('commit'),
    key: 'Shift+KeyI',
    group: 5,
    words: ['snapshot', 'image'],
  },
  {
    id: 'export',
    label: 'containers:action.export',
    icon: IconFileExport,
    applies: alive,
    run: first((row) => void exportContainer(row)),
    key: 'Shift+KeyE',
    cli: (name) => ['docker', 'export', '--output', `${name}.tar`, name],
    group: 5,
    words: ['tar', 'files', 'docker export'],
  },
  {
    id: 'copy-to',
    label: 'containers:action.copyTo',
    icon: IconTransfer,
    applies: alive,
    run: question('copy-to'),
    key: 'Shift+KeyD',
    group: 5,
    words: ['move', 'migrate', 'send', 'remote', 'context'],
  },
  {
    id: 'copy-id',
    label: 'containers:action.copyId',
    icon: IconCopy,
    applies: always,
    run: first((row) => copy(row.id)),
    key: 'Shift+KeyC',
    cli: (name) => ['docker', 'inspect', '--format', '{{.Id}}', name],
    group: 6,
  },
  {
    id: 'copy-name',
    label: 'containers:action.copyName',
    icon: IconCopy,
    applies: always,
    run: first((row) => copy(row.name)),
    key: 'KeyC',
    cli: (name) => ['docker', 'inspect', '--format', '{{.Name}}', name],
    group: 6,
  },
  {
    id: 'copy-run',
    label: 'containers:action.copyRun',
    icon: IconTerminal2,
    applies: always,
    run: first((row) => copyAs(row, 'run')),
    key: 'Shift+KeyR',
    group: 6,
    words: ['docker run', 'command line', 'cli'],
  },
  {
    id: 'copy-compose',
    label: 'containers:action.copyCompose',
    icon: IconFileCode,
    applies: always,
    run: first((row) => copyAs(row, 'compose')),
    key: 'Shift+KeyY',
    group: 6,
    words: ['yaml', 'compose'],
  },
  {
    id: 'delete',
    label: 'common:delete',
    icon: IconTrash,
    danger: true,
    applies: always,
    run: (rows, ask) => ask.delete(rows),
    key: 'Delete',
    cli: (name) => ['docker', 'rm', name],
    many: 'button',
    shown: (row) => (isRunning(row) ? 'hover' : 'always'),
    group: 7,
  },
];

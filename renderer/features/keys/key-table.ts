import { isMac, paletteKeys } from '../palette/palette-store';

/** A line of the help: what it is called (below `keys:`), and the ways to press it. */
interface KeyLine {
  what: string;
  keys: readonly string[];
}

/** The keys that belong to no single action, by where they work. */
export const generalKeys: readonly { where: string; lines: readonly KeyLine[] }[] = [
  {
    where: 'anywhere',
    lines: [
      { what: 'palette', keys: [paletteKeys] },
      { what: 'help', keys: ['?'] },
      { what: 'search', keys: ['/'] },
      { what: 'close', keys: ['Esc'] },
    ],
  },
  {
    where: 'list',
    lines: [
      { what: 'new', keys: ['N'] },
      { what: 'move', keys: ['↑ ↓', 'Page ↑ ↓', 'Home', 'End'] },
      { what: 'open', keys: ['↵'] },
      { what: 'select', keys: ['Space', '⇧ ↑ ↓'] },
      { what: 'selectAll', keys: ['Ctrl A'] },
      { what: 'menu', keys: ['⇧ F10'] },
      { what: 'group', keys: ['← →'] },
      { what: 'columnWidth', keys: ['⇧ ← →'] },
      { what: 'columnOrder', keys: ['Alt ↑ ↓'] },
    ],
  },
  {
    where: 'files',
    lines: [
      { what: 'openFile', keys: ['↵'] },
      { what: 'rename', keys: ['F2'] },
      { what: 'delete', keys: ['Del'] },
      { what: 'download', keys: [isMac ? '⌘ S' : 'Ctrl S'] },
      { what: 'copyPath', keys: [isMac ? '⌘ C' : 'Ctrl C'] },
      { what: 'menu', keys: ['⇧ F10'] },
    ],
  },
  {
    where: 'search',
    lines: [
      { what: 'term', keys: ['image:nginx', '-state:exited'] },
      { what: 'chip', keys: ['↵'] },
      { what: 'takeBack', keys: ['⌫'] },
      { what: 'toList', keys: ['↓'] },
    ],
  },
];

import { Button } from '@mantine/core';
import { IconBookmark, IconColumns3, IconFilter, IconFolders } from '@tabler/icons-react';
import { type ReactNode, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { ListMemory } from '../../store/ui';
import { keyOf } from '../../ui/key-name';
import { isCovered, takesText } from '../../ui/key-scope';
import type { MenuPlace } from '../../ui/use-menu';
import type { Term } from './filter-query';
import classes from './resource-page.module.css';
import { SearchBox, type SearchHandle } from './search-box';
import type { Icon, ResourceDescriptor } from './types';

export type HeadMenu = 'filters' | 'views' | 'columns';

interface PageHeadProps<Row extends object> {
  descriptor: ResourceDescriptor<Row>;
  rows: readonly Row[];
  /** How many match; null while that is not known. */
  count: number | null;
  memory: ListMemory;
  remember: (change: Partial<ListMemory>) => void;
  /** Null where nothing can be grouped. */
  grouped: boolean | null;
  onGrouped: (grouped: boolean) => void;
  onMenu: (menu: HeadMenu, at: MenuPlace, search: SearchHandle | null) => void;
  onLeave: () => void;
  hasPrimary: boolean;
}

/** Title, count, search, and the buttons that change how the list looks. */
export function PageHead<Row extends object>(props: PageHeadProps<Row>) {
  const { descriptor, rows, count, memory, remember, grouped, onMenu, hasPrimary } = props;
  const { t } = useTranslation();
  const search = useRef<SearchHandle>(null);
  usePrimaryKey(descriptor.primary.run);
  const { fields = [], grouping, primary } = descriptor;
  const menu = (name: HeadMenu, label: string, icon: Icon) => (
    <HeadButton label={label} icon={icon} menu onClick={(at) => onMenu(name, at, search.current)} />
  );
  return (
    <header className={classes.head}>
      <h1>{descriptor.title}</h1>
      <span className={classes.count} data-testid="row-count">
        {count ?? ''}
      </span>
      <span className={classes.space} />
      <SearchBox
        ref={search}
        value={memory.search}
        onChange={(text) => remember({ search: text })}
        onTerms={(terms, rest) => remember({ search: rest, chips: withTerms(memory.chips, terms) })}
        onTakeBack={() => {
          const text = memory.chips.at(-1);
          if (text !== undefined) remember({ chips: memory.chips.slice(0, -1) });
          return text;
        }}
        fields={fields}
        rows={rows}
        onLeave={props.onLeave}
      />
      {fields.length > 0 && menu('filters', t('list:addFilter'), IconFilter)}
      {menu('views', t('list:views'), IconBookmark)}
      {grouping && grouped !== null && (
        <HeadButton
          label={grouping.label}
          icon={IconFolders}
          pressed={grouped}
          onClick={() => props.onGrouped(!grouped)}
        />
      )}
      {menu('columns', t('list:columns'), IconColumns3)}
      {/* An empty list has that button in its middle: one of a name. */}
      {hasPrimary && (
        <Button
          size="compact-md"
          className={classes.primary}
          aria-keyshortcuts="N"
          leftSection={<primary.icon size={16} stroke={1.5} aria-hidden />}
          onClick={primary.run}
        >
          {primary.label}
        </Button>
      )}
    </header>
  );
}

const withTerms = (chips: readonly string[], terms: readonly Term[]) => [
  ...new Set([...chips, ...terms.map(({ text }) => text)]),
];

/** `N` does what the one filled button does, in every list. */
function usePrimaryKey(run: () => void): void {
  const latest = useRef(run);
  latest.current = run;
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (keyOf(event) !== 'KeyN' || event.defaultPrevented || takesText(event.target) || isCovered()) return;
      event.preventDefault();
      latest.current();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
}

interface HeadButtonProps {
  label: string;
  icon: Icon;
  menu?: boolean;
  pressed?: boolean;
  onClick: (at: DOMRect) => void;
}

function HeadButton({ label, icon: Glyph, menu, pressed, onClick }: HeadButtonProps): ReactNode {
  return (
    <button
      type="button"
      className={classes.icon}
      aria-label={label}
      title={label}
      aria-haspopup={menu ? 'menu' : undefined}
      aria-pressed={pressed}
      onClick={(event) => onClick(event.currentTarget.getBoundingClientRect())}
    >
      <Glyph size={16} stroke={1.5} aria-hidden />
    </button>
  );
}

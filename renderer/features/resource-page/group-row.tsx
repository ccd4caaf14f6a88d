// biome-ignore-all lint/a11y/useSemanticElements: windowed rows are placed by hand, which a table cannot
// biome-ignore-all lint/a11y/useFocusableInteractive: in this grid the focus moves by rows
import { IconChevronRight, IconFolders } from '@tabler/icons-react';
import { cleanText } from '../../lib/clean-text';
import { useUi } from '../../store/ui';
import classes from './group-row.module.css';
import type { RowGroup } from './list-items';
import row from './resource-row.module.css';
import { RowButtons } from './row-buttons';
import { RowTabIndex } from './row-context';
import type { Column, Grouping, ResourceDescriptor } from './types';

interface GroupRowProps<Row> {
  itemKey: string;
  group: RowGroup<Row>;
  isOpen: boolean;
  descriptor: ResourceDescriptor<Row>;
  grouping: Grouping<Row>;
  columns: readonly Column<Row>[];
  index: number;
  top: number;
  selected: ReadonlySet<string>;
  active: boolean;
  labels: { select: (name: string) => string; more: string };
  onToggle: (name: string) => void;
  onSelect: (key: string) => void;
  onMenu: (key: string, at: DOMRect) => void;
}

/** The head of a group: its name, what its rows come to, and what can be done with all of them. */
export function GroupRow<Row>(props: GroupRowProps<Row>) {
  const { itemKey, group, isOpen, descriptor, grouping, columns, labels, selected } = props;
  const name = cleanText(grouping.nameOf?.(group) ?? group.name, 128);
  const keys = group.rows.map(descriptor.keyOf);
  const busy = useUi((state) => group.all.some((member) => state.pending.has(descriptor.keyOf(member))));
  const count = keys.filter((key) => selected.has(key)).length;
  const tabIndex = props.active ? 0 : -1;
  return (
    <div
      role="row"
      aria-rowindex={props.index + 2}
      aria-selected={count === keys.length}
      aria-busy={busy ? true : undefined}
      tabIndex={tabIndex}
      className={`${row.row} ${classes.group}`}
      style={{ transform: `translateY(${props.top}px)` }}
      data-testid="group-row"
      data-key={itemKey}
      data-name={name}
      data-open={isOpen}
    >
      <div role="gridcell" className={row.select}>
        <input
          type="checkbox"
          aria-label={labels.select(name)}
          tabIndex={tabIndex}
          checked={count === keys.length}
          ref={(box) => {
            if (box) box.indeterminate = count > 0 && count < keys.length;
          }}
          readOnly
          onClick={() => props.onSelect(itemKey)}
        />
      </div>
      <RowTabIndex value={tabIndex}>
        {columns.map((column) => (
          <div
            key={column.id}
            role="gridcell"
            className={row.cell}
            data-align={column.align}
            data-column={column.id}
          >
            {column.importance === 1 ? (
              <button
                type="button"
                className={classes.name}
                aria-expanded={isOpen}
                tabIndex={tabIndex}
                title={name}
                onClick={() => props.onToggle(group.name)}
              >
                <IconChevronRight className={classes.chevron} size={14} stroke={1.5} aria-hidden />
                <IconFolders className={classes.icon} size={16} stroke={1.5} aria-hidden />
                <span className={classes.text}>{name}</span>
                <span className={classes.count}>{grouping.countOf(group)}</span>
              </button>
            ) : (
              grouping.cell(column.id, group)
            )}
          </div>
        ))}
      </RowTabIndex>
      <RowButtons
        actions={grouping.actions(group)}
        busy={busy}
        tabIndex={tabIndex}
        more={labels.more}
        onMenu={(box) => props.onMenu(itemKey, box)}
      />
    </div>
  );
}

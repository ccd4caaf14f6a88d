// biome-ignore-all lint/a11y/useSemanticElements: windowed rows are placed by hand, which a table cannot
// biome-ignore-all lint/a11y/useFocusableInteractive: in this grid the focus moves by rows
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './grid-head.module.css';
import type { Sorting } from './list-model';
import type { Column } from './types';
import type { useColumnSizing } from './use-column-sizing';

interface GridHeadProps<Row> {
  columns: readonly Column<Row>[];
  sorting: Sorting;
  onSort: (column: string) => void;
  sizing: ReturnType<typeof useColumnSizing>;
  /** Whether all, some or none of the rows are selected. */
  selection: 'all' | 'some' | 'none';
  onSelectAll: () => void;
}

/** The row of headers: they sort, and their edges size the columns. */
export function GridHead<Row>({ columns, sizing, selection, onSelectAll, ...sort }: GridHeadProps<Row>) {
  const { t } = useTranslation();
  return (
    <div role="rowgroup" className={classes.group}>
      <div role="row" aria-rowindex={1} className={classes.head}>
        <div role="columnheader" className={classes.selectAll}>
          <input
            type="checkbox"
            aria-label={t('list:selectAll')}
            checked={selection === 'all'}
            ref={(box) => {
              if (box) box.indeterminate = selection === 'some';
            }}
            onChange={onSelectAll}
          />
        </div>
        {columns.map((column) => (
          <Head key={column.id} column={column} sizing={sizing} {...sort} />
        ))}
        <div role="columnheader">
          <span className="sr-only">{t('list:actions')}</span>
        </div>
      </div>
    </div>
  );
}

interface HeadProps<Row> extends Pick<GridHeadProps<Row>, 'sorting' | 'onSort' | 'sizing'> {
  column: Column<Row>;
}

function Head<Row>({ column, sorting, onSort, sizing }: HeadProps<Row>) {
  const sorted = column.sort !== undefined && sorting.column === column.id;
  const direction = sorting.descending ? 'descending' : 'ascending';
  const Arrow = sorting.descending ? IconArrowDown : IconArrowUp;
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (step === undefined || !event.shiftKey) return;
    event.preventDefault();
    sizing.onStep(column.id, step);
  };
  return (
    <div
      role="columnheader"
      aria-sort={column.sort && (sorted ? direction : 'none')}
      className={classes.column}
      data-align={column.align}
      data-column={column.id}
    >
      {column.sort ? (
        <button
          type="button"
          aria-keyshortcuts="Shift+ArrowLeft Shift+ArrowRight"
          onClick={() => onSort(column.id)}
          onKeyDown={onKeyDown}
        >
          {column.header}
          {sorted && <Arrow size={14} stroke={1.5} aria-hidden />}
        </button>
      ) : (
        column.header
      )}
      <span
        className={classes.edge}
        data-testid="column-edge"
        aria-hidden="true"
        onPointerDown={(event) => sizing.onDrag(column.id, event)}
        onDoubleClick={() => sizing.onFit(column.id)}
      />
    </div>
  );
}

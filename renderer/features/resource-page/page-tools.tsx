import { Button } from '@mantine/core';
import type { ListMemory } from '../../store/ui';
import { BulkToolbar } from './bulk-toolbar';
import { FilterGroup } from './filter-group';
import classes from './resource-page.module.css';
import type { PageButton, ResourceDescriptor } from './types';

interface PageToolsProps<Row> {
  descriptor: ResourceDescriptor<Row>;
  rows: readonly Row[];
  selected: Row[];
  /** How many rows each filter lets through; null while nothing is known. */
  counts: readonly number[] | null;
  filter: string | undefined;
  remember: (change: Partial<ListMemory>) => void;
}

/** Under the title: the radio group, and what can be done with the selection or with all. */
export function PageTools<Row>({
  descriptor,
  rows,
  selected,
  counts,
  filter,
  remember,
}: PageToolsProps<Row>) {
  return (
    <div className={classes.tools}>
      {descriptor.filters && filter !== undefined && (
        <FilterGroup
          options={descriptor.filters.map(({ id, label }, index) => ({
            id,
            label,
            count: counts && (counts[index] ?? 0),
          }))}
          value={filter}
          onChange={(id) => remember({ filter: id })}
        />
      )}
      <span className={classes.space} />
      {selected.length > 0 ? (
        <BulkToolbar
          actions={descriptor.bulk}
          rows={selected}
          onClear={() => remember({ selected: new Set() })}
        />
      ) : (
        counts &&
        descriptor.secondary?.map((button) => (
          <SecondaryButton key={button.label} button={button} rows={rows} />
        ))
      )}
    </div>
  );
}

function SecondaryButton<Row>({ button, rows }: { button: PageButton<Row>; rows: readonly Row[] }) {
  const off = button.applies !== undefined && !rows.some(button.applies);
  return (
    <Button
      size="compact-sm"
      variant="default"
      disabled={off}
      title={off ? button.reason : undefined}
      leftSection={<button.icon size={14} stroke={1.5} aria-hidden />}
      onClick={button.run}
    >
      {button.label}
    </Button>
  );
}

import type { ReactNode } from 'react';
import classes from './property-list.module.css';

export interface Property {
  label: string;
  value: ReactNode;
  /** Makes the row a place that can be led to. */
  id?: string;
}

interface PropertyListProps {
  rows: readonly Property[];
  /** The card's heading. */
  title?: string;
}

/** Names at the left, values at the right, in a bordered card. */
export function PropertyList({ rows, title }: PropertyListProps) {
  return (
    <section className={classes.card}>
      {title && <h2 className={classes.title}>{title}</h2>}
      <dl className={classes.list}>
        {rows.map(({ label, value, id }) => (
          <div className={classes.row} key={label} id={id} tabIndex={id === undefined ? undefined : -1}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

import type { ContainerRow } from '@contract/containers';
import { cleanText } from '../../lib/clean-text';
import { StateMark } from '../../ui/state-mark';
import classes from './actions.module.css';

/** Exactly which containers an action hits. */
export function ContainerList({ rows }: { rows: readonly ContainerRow[] }) {
  return (
    // Many scroll, which the keyboard must be able to do as well.
    <ul className={classes.items} tabIndex={rows.length > 4 ? 0 : undefined}>
      {rows.map((row) => (
        <li key={row.id}>
          <strong title={cleanText(row.name, 128)}>{cleanText(row.name, 128)}</strong>
          <StateMark state={row.state} health={row.health} exitCode={row.exitCode} />
          <span className={classes.end} title={cleanText(row.image, 200)}>
            {cleanText(row.image, 200)}
          </span>
        </li>
      ))}
    </ul>
  );
}

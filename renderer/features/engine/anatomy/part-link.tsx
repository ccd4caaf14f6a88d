import type { ReactNode } from 'react';
import { navigate } from 'wouter/use-hash-location';
import classes from './anatomy.module.css';
import type { Part } from './parts';

export interface PartProps {
  part: Part;
  /** Hovered or focused. */
  active: Part | null;
  onActive(part: Part | null): void;
  /** The one that Tab reaches; arrows go on from it. */
  tabStop: boolean;
  at: { column: number; row: number };
  lit?: boolean;
  children?: ReactNode;
}

/** Goes to a container's page, or to the place on this page that says more of the part. */
export function lead(part: Part): void {
  if ('page' in part.leadsTo) {
    navigate(part.leadsTo.page);
    return;
  }
  const element = document.getElementById(part.leadsTo.element) ?? document.getElementById('engine-versions');
  element?.scrollIntoView({ block: 'center' });
  element?.focus({ preventScroll: true });
}

/** A box of the picture. */
export function PartLink({ part, active, onActive, tabStop, at, lit, children }: PartProps) {
  const isActive = active?.key === part.key;
  return (
    <button
      type="button"
      className={classes.part}
      data-testid={`anatomy-${part.kind}`}
      data-kind={part.kind}
      data-absent={part.absent || undefined}
      data-lit={lit || isActive || undefined}
      data-column={at.column}
      data-row={at.row}
      tabIndex={tabStop ? 0 : -1}
      title={[part.name, part.facts].filter(Boolean).join('\n')}
      aria-describedby={isActive ? 'anatomy-explanation' : undefined}
      onMouseEnter={() => onActive(part)}
      onMouseLeave={() => onActive(null)}
      onFocus={() => onActive(part)}
      onBlur={() => onActive(null)}
      onClick={() => lead(part)}
    >
      <span className={classes.name}>{part.name}</span>
      {part.facts && <span className={classes.facts}>{part.facts}</span>}
      {children}
    </button>
  );
}

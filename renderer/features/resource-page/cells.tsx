import type { ReactNode } from 'react';
import { cleanText } from '../../lib/clean-text';
import classes from './cells.module.css';
import { useRowTabIndex } from './row-context';

/** The object's name; leads to its details. */
export function NameLink({ href, name }: { href: string; name: string }) {
  const text = cleanText(name);
  return (
    <a href={href} className={classes.name} tabIndex={useRowTabIndex()} title={text}>
      {text}
    </a>
  );
}

/** Another place inside Lighter. */
export function CellLink({ href, children, title }: { href: string; children: ReactNode; title?: string }) {
  return (
    <a href={href} tabIndex={useRowTabIndex()} title={title}>
      {children}
    </a>
  );
}

/** Stands where there is nothing to show. */
export function Nothing() {
  return (
    <span className={classes.nothing} aria-hidden="true">
      –
    </span>
  );
}

import { IconCheck } from '@tabler/icons-react';
import type { ComponentType } from 'react';
import classes from './action-menu.module.css';
import { type MenuPlace, useMenu } from './use-menu';

export interface MenuEntry {
  id: string;
  label: string;
  icon?: ComponentType<{ size?: number; stroke?: number; 'aria-hidden'?: boolean }>;
  danger?: boolean;
  /** Why it cannot work now. */
  disabled?: string;
  /** A check box in the menu, which stays open. */
  checked?: boolean;
  /** Starts a new group. */
  divided?: boolean;
  /** `KeyboardEvent.code` of the key that does the same outside the menu. */
  key?: string;
  run: () => void;
}

interface ActionMenuProps {
  label: string;
  entries: readonly MenuEntry[];
  at: MenuPlace;
  onClose: () => void;
}

/** A menu in the top layer; an entry with a check mark leaves it open. */
export function ActionMenu({ label, entries, at, onClose }: ActionMenuProps) {
  const { box, onKeyDown } = useMenu(at, onClose);

  const choose = (entry: MenuEntry) => {
    if (entry.disabled) return;
    if (entry.checked !== undefined) return entry.run();
    // The menu goes first, so that a dialog opened by the entry returns the focus to where it was before.
    onClose();
    queueMicrotask(entry.run);
  };

  return (
    <div
      ref={box}
      role="menu"
      tabIndex={-1}
      aria-label={label}
      popover="auto"
      className={classes.menu}
      onKeyDown={onKeyDown}
      onContextMenu={(event) => event.preventDefault()}
    >
      {entries.map((entry) => (
        <button
          key={entry.id}
          type="button"
          {...(entry.checked === undefined
            ? { role: 'menuitem' }
            : { role: 'menuitemcheckbox', 'aria-checked': entry.checked })}
          aria-disabled={entry.disabled ? true : undefined}
          title={entry.disabled}
          tabIndex={-1}
          className={classes.item}
          aria-keyshortcuts={entry.key && keyName(entry.key)}
          data-danger={entry.danger}
          data-divided={entry.divided}
          onClick={() => choose(entry)}
          onMouseMove={(event) => event.currentTarget.focus({ preventScroll: true })}
        >
          <span className={classes.icon}>
            {entry.checked && <IconCheck size={16} stroke={1.5} aria-hidden />}
            {entry.icon && <entry.icon size={16} stroke={1.5} aria-hidden />}
          </span>
          {entry.label}
          {entry.key && (
            <span className={classes.key} aria-hidden="true">
              {keyName(entry.key)}
            </span>
          )}
        </button>
      ))}
    </div>
  );
}

const keyName = (code: string) => code.replace(/^Key/, '');

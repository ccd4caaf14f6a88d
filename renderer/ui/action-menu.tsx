import { IconCheck } from '@tabler/icons-react';
import { type ComponentType, useState } from 'react';
import { atEngine } from '../lib/docker-cli';
import { useEngine } from '../store/mirror';
import classes from './action-menu.module.css';
import { ariaKey, keyName } from './key-name';
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
  /** The key that does the same outside the menu: `KeyS`, `Shift+KeyK`. */
  key?: string;
  /** The docker CLI's command for the same; shown at the menu's foot, copied by Ctrl+C. */
  cli?: string;
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
  const [focused, setFocused] = useState<string | null>(null);
  const engine = useEngine()?.endpoint.cli;
  const cli = entries.find(({ id }) => id === focused)?.cli;
  const command = cli && atEngine(cli, engine);

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
      onKeyDown={(event) => {
        if (command && event.key === 'c' && (event.ctrlKey || event.metaKey)) {
          event.preventDefault();
          void navigator.clipboard.writeText(command);
        }
        onKeyDown(event);
      }}
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
          aria-keyshortcuts={entry.key && ariaKey(entry.key)}
          aria-description={entry.cli && atEngine(entry.cli, engine)}
          onFocus={() => setFocused(entry.id)}
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
      {entries.some((entry) => entry.cli) && (
        <div className={classes.cli} aria-hidden="true">
          {command ?? ' '}
        </div>
      )}
    </div>
  );
}

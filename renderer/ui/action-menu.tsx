import { IconCheck } from '@tabler/icons-react';
import { type ComponentType, type KeyboardEvent, useEffect, useLayoutEffect, useRef } from 'react';
import classes from './action-menu.module.css';

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
  /** Where it opens: below (or above) a button's box, or at a point. */
  at: { left: number; top: number; bottom: number; right: number };
  onClose: () => void;
}

const gap = 4;

/** A menu in the top layer, at a button or a point; arrows, Home, End, first letters, Esc; the focus returns. */
export function ActionMenu({ label, entries, at, onClose }: ActionMenuProps) {
  const box = useRef<HTMLDivElement>(null);
  const close = useRef(onClose);
  close.current = onClose;

  useLayoutEffect(() => {
    const menu = box.current;
    if (!menu) return;
    const before = document.activeElement;
    menu.showPopover();
    const { width, height } = menu.getBoundingClientRect();
    const below = at.bottom + gap + height <= window.innerHeight - gap;
    menu.style.left = `${Math.max(gap, Math.min(at.left, window.innerWidth - width - gap))}px`;
    menu.style.top = `${Math.max(gap, below ? at.bottom + gap : at.top - gap - height)}px`;
    items(menu)[0]?.focus({ preventScroll: true });
    return () => {
      const inside = menu.contains(document.activeElement) || document.activeElement === document.body;
      if (inside && before instanceof HTMLElement && before.isConnected)
        before.focus({ preventScroll: true });
    };
  }, [at]);

  useEffect(() => {
    const menu = box.current;
    const onToggle = (event: Event) => {
      if ((event as ToggleEvent).newState === 'closed') close.current();
    };
    menu?.addEventListener('toggle', onToggle);
    return () => menu?.removeEventListener('toggle', onToggle);
  }, []);

  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    event.stopPropagation();
    const all = items(event.currentTarget);
    const here = all.indexOf(document.activeElement as HTMLElement);
    const to = { ArrowDown: here + 1, ArrowUp: here - 1, Home: 0, End: -1 }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      all.at(to % all.length)?.focus();
    } else if (event.key === 'Tab' || event.key === 'Escape') {
      event.preventDefault();
      onClose();
    } else if (event.key.length === 1 && event.key !== ' ') {
      const letter = event.key.toLocaleLowerCase();
      const order = [...all.slice(here + 1), ...all.slice(0, here + 1)];
      order.find((item) => item.textContent?.toLocaleLowerCase().startsWith(letter))?.focus();
    }
  };

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

const items = (menu: Element) => [...menu.querySelectorAll<HTMLElement>('[role^="menuitem"]')];

import { type KeyboardEvent, type RefObject, useEffect, useLayoutEffect, useRef } from 'react';

/** Where a menu opens: below (or above) a button's box, or at a point. */
export interface MenuPlace {
  left: number;
  top: number;
  bottom: number;
  right: number;
}

const gap = 4;

/**
 * What makes an element with `popover="auto"` a menu: it opens at a place, arrows, Home, End and first letters move
 * in it, Esc and Tab close it, and the focus returns.
 */
export function useMenu(at: MenuPlace, onClose: () => void) {
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
    menuItems(menu)[0]?.focus({ preventScroll: true });
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
    const all = menuItems(event.currentTarget);
    const here = all.indexOf(document.activeElement as HTMLElement);
    const to = { ArrowDown: here + 1, ArrowUp: here - 1, Home: 0, End: -1 }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      all.at(to % all.length)?.focus();
    } else if (event.key === 'Tab' || event.key === 'Escape') {
      event.preventDefault();
      onClose();
    } else if (event.key.length === 1 && event.key !== ' ' && !event.ctrlKey && !event.metaKey) {
      const letter = event.key.toLocaleLowerCase();
      const order = [...all.slice(here + 1), ...all.slice(0, here + 1)];
      order.find((item) => item.textContent?.toLocaleLowerCase().startsWith(letter))?.focus();
    }
  };
  return { box: box as RefObject<HTMLDivElement | null>, onKeyDown };
}

const menuItems = (menu: Element) => [...menu.querySelectorAll<HTMLElement>('[role^="menuitem"]')];

import { useEffect } from 'react';
import { openDialog } from '../../store/ui';

/** Where a question mark is text, or something lies over the page. */
const taken = 'input:not([type="checkbox"]), textarea, select, [contenteditable="true"], .xterm';
const covers = '[role="dialog"], [role="menu"]';

/** `?` shows all keys. */
export function useHelpKey(): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== '?' || event.ctrlKey || event.metaKey || event.altKey) return;
      const { target } = event;
      if ((target instanceof Element && target.closest(taken)) || document.querySelector(covers)) return;
      event.preventDefault();
      openDialog({ kind: 'keys' });
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
}

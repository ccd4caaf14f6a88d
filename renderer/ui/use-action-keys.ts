import { useEffect, useRef } from 'react';
import type { MenuEntry } from './action-menu';
import { keyOf } from './key-name';
import { isCovered, takesText } from './key-scope';

/** The keys of the list's rows work on the whole page of one object. */
export function useActionKeys(actions: readonly MenuEntry[]): void {
  const latest = useRef(actions);
  latest.current = actions;
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || takesText(event.target)) return;
      const pressed = keyOf(event);
      const action = latest.current.find(({ key, disabled }) => key === pressed && !disabled);
      if (!action || isCovered()) return;
      event.preventDefault();
      action.run();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
}

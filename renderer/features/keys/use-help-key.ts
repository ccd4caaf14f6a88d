import { useEffect } from 'react';
import { openDialog } from '../../store/ui';
import { isCovered, takesText } from '../../ui/key-scope';

/** `?` shows all keys. */
export function useHelpKey(): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== '?' || event.ctrlKey || event.metaKey || event.altKey) return;
      if (takesText(event.target) || isCovered()) return;
      event.preventDefault();
      openDialog({ kind: 'keys' });
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
}

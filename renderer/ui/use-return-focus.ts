import { useEffect, useState } from 'react';

/**
 * Gives the focus back, when the component goes, to what had it when the component came. For dialogs that
 * exist only while they are open: Mantine's own return needs one that is there before it opens.
 */
export function useReturnFocus(): void {
  // Taken while rendering: by the time effects run, the dialog has moved the focus into itself.
  const [before] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      // After the dialog's own clean-up, which would take the focus away again.
      requestAnimationFrame(() => {
        const isFree = document.activeElement === null || document.activeElement === document.body;
        if (isFree && before instanceof HTMLElement && before.isConnected)
          before.focus({ preventScroll: true });
      });
    },
    [before],
  );
}

import { useEffect, useState } from 'react';

/**
 * Gives the focus back, when the component goes, to what had it when the component came, or to what stands in for it
 * by then: the button of an empty list goes with the first row, an entry goes with its menu. For dialogs that exist
 * only while they are open: Mantine's own return needs one that is there before it opens.
 */
export function useReturnFocus(): void {
  // Taken while rendering: by the time effects run, the dialog has moved the focus into itself.
  const [before] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      // After the dialog's own clean-up, which would take the focus away again.
      requestAnimationFrame(() => {
        const isFree = document.activeElement === null || document.activeElement === document.body;
        if (!isFree || !(before instanceof HTMLElement)) return;
        const target = before.isConnected ? before : standIn(before);
        target?.focus({ preventScroll: true });
      });
    },
    [before],
  );
}

/** The page's button of the same words, else the list's row that is in turn, else the page. */
function standIn({ textContent }: HTMLElement): HTMLElement | null {
  const page = document.querySelector<HTMLElement>('main');
  const buttons = [...(page?.querySelectorAll<HTMLElement>('button:not(:disabled)') ?? [])];
  const same = textContent ? buttons.find((button) => button.textContent === textContent) : undefined;
  return same ?? page?.querySelector<HTMLElement>('[data-key][tabindex="0"]') ?? page;
}

import { useEffect, useRef } from 'react';

/**
 * Keeps the keyboard inside a dialog that changes its face: when what had the focus is gone or turned off (a form
 * becomes a progress, then a result), the dialog's first choice takes it, or the dialog itself. Goes inside the dialog.
 */
export function KeepFocus() {
  const mark = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    const dialog = mark.current?.closest<HTMLElement>('[role="dialog"]');
    if (!dialog) return;
    const observer = new MutationObserver(() => {
      if (isLost() && isOnTop(dialog)) (firstChoice(dialog) ?? dialog).focus({ preventScroll: true });
    });
    observer.observe(dialog, {
      childList: true,
      subtree: true,
      attributes: true,
      attributeFilter: ['disabled'],
    });
    return () => observer.disconnect();
  }, []);
  return <span ref={mark} hidden />;
}

/** Chromium takes the focus from what is turned off only with the next frame. */
const isLost = () => {
  const { activeElement, body } = document;
  return activeElement === null || activeElement === body || activeElement.matches(':disabled');
};

const isOnTop = (dialog: Element) => [...document.querySelectorAll('[role="dialog"]')].at(-1) === dialog;

const firstChoice = (dialog: Element) =>
  dialog.querySelector<HTMLElement>('[data-autofocus]:not(:disabled)') ?? null;

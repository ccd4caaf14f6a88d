import { lazy, Suspense, useEffect } from 'react';
import { askToDelete, closePalette, isMac, openPalette, usePalette } from './palette-store';

const PaletteDialog = lazy(() => import('./palette-dialog').then((m) => ({ default: m.PaletteDialog })));
const DeleteContainersDialog = lazy(() =>
  import('../containers/delete-containers-dialog').then((m) => ({ default: m.DeleteContainersDialog })),
);

/** What is open over the page keeps the keys: a form half filled in must not be covered. */
const covers = '[role="dialog"][aria-modal="true"], [role="menu"]';

/** The command palette, opened by Ctrl or Cmd and K; its own code is loaded only then. */
export function Palette() {
  const { isOpen, deleting } = usePalette();
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.code !== 'KeyK' || event.altKey || event.shiftKey || event.defaultPrevented) return;
      if (isMac ? !event.metaKey || event.ctrlKey : !event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      if (usePalette.getState().isOpen) closePalette();
      else if (!document.querySelector(covers)) openPalette();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
  return (
    <Suspense>
      {isOpen && <PaletteDialog />}
      {deleting && <DeleteContainersDialog rows={deleting} onClose={() => askToDelete(null)} />}
    </Suspense>
  );
}

import { lazy, Suspense, useEffect } from 'react';
import { useUi } from '../../store/ui';
import {
  askToDelete,
  closeImages,
  closePalette,
  isMac,
  openPalette,
  setQuery,
  usePalette,
} from './palette-store';

const PaletteDialog = lazy(() => import('./palette-dialog').then((m) => ({ default: m.PaletteDialog })));
const DeleteContainersDialog = lazy(() =>
  import('../containers/delete-containers-dialog').then((m) => ({ default: m.DeleteContainersDialog })),
);
const DeleteImagesDialog = lazy(() =>
  import('../images/delete-images-dialog').then((m) => ({ default: m.DeleteImagesDialog })),
);
const SaveDialog = lazy(() => import('../images/save-dialog').then((m) => ({ default: m.SaveDialog })));

/** What is open over the page keeps the keys: a form half filled in must not be covered. */
const covers = '[role="dialog"][aria-modal="true"], [role="menu"]';

/**
 * Keys pressed between the palette's opening and its field having the focus: they are its text, and must not
 * act on the row that still has the focus.
 */
function keepForPalette(event: KeyboardEvent): void {
  const { isOpen, query, deleting, images } = usePalette.getState();
  if ((!isOpen && !deleting && !images) || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target instanceof Element && event.target.closest(covers)) return;
  event.preventDefault();
  event.stopPropagation();
  if (event.key === 'Escape') closePalette();
  else if (isOpen && event.key.length === 1) setQuery(query + event.key);
}

/** The command palette, opened by Ctrl or Cmd and K; its own code is loaded only then. */
export function Palette() {
  const { isOpen, deleting, images } = usePalette();
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.code !== 'KeyK' || event.altKey || event.shiftKey || event.defaultPrevented) return;
      if (isMac ? !event.metaKey || event.ctrlKey : !event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      if (usePalette.getState().isOpen) closePalette();
      else if (!useUi.getState().dialog && !document.querySelector(covers)) openPalette();
    };
    window.addEventListener('keydown', onKeyDown);
    window.addEventListener('keydown', keepForPalette, { capture: true });
    return () => {
      window.removeEventListener('keydown', onKeyDown);
      window.removeEventListener('keydown', keepForPalette, { capture: true });
    };
  }, []);
  return (
    <Suspense>
      {isOpen && <PaletteDialog />}
      {deleting && <DeleteContainersDialog rows={deleting} onClose={() => askToDelete(null)} />}
      {images?.action === 'delete' && <DeleteImagesDialog lines={images.lines} onClose={closeImages} />}
      {images?.action === 'save' && <SaveDialog lines={images.lines} onClose={closeImages} />}
    </Suspense>
  );
}

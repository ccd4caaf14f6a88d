import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { ResourcePage } from '../resource-page/resource-page';
import { CleanUpDialog } from './clean-up-dialog';
import { DeleteImagesDialog } from './delete-images-dialog';
import type { ImageLine } from './image-rows';
import { SaveDialog } from './save-dialog';
import { checkForUpdates } from './updates';
import { type ImagePageActions, useImageDescriptor } from './use-image-descriptor';
import { useImageLines } from './use-image-lines';

type Open = { kind: 'delete' | 'save'; lines: readonly ImageLine[] } | { kind: 'clean-up' };

/** All images of the engine, a line a name. */
export function ImagesPage() {
  const lines = useImageLines();
  const [open, setOpen] = useState<Open | null>(null);
  const close = useCallback(() => setOpen(null), []);
  const latest = useRef(lines);
  useEffect(() => {
    latest.current = lines;
  }, [lines]);
  const actions = useMemo<ImagePageActions>(
    () => ({
      onDelete: (hit) => setOpen({ kind: 'delete', lines: hit }),
      onSave: (hit) => setOpen({ kind: 'save', lines: hit }),
      onCleanUp: () => setOpen({ kind: 'clean-up' }),
      // Only what came from a registry: each other one would be a question without an answer.
      onCheckAll: () =>
        void checkForUpdates(
          latest.current.flatMap(({ tag, image }) =>
            tag !== null && image.digests.length > 0 ? [{ tag, imageId: image.id }] : [],
          ),
        ),
    }),
    [],
  );
  const descriptor = useImageDescriptor(actions);
  return (
    <>
      <ResourcePage descriptor={descriptor} rows={lines} />
      {open?.kind === 'delete' && <DeleteImagesDialog lines={open.lines} onClose={close} />}
      {open?.kind === 'save' && <SaveDialog lines={open.lines} onClose={close} />}
      {open?.kind === 'clean-up' && <CleanUpDialog lines={lines} onClose={close} />}
    </>
  );
}

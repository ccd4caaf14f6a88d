import { useCallback, useEffect, useRef, useState } from 'react';
import { ResourcePage } from '../resource-page/resource-page';
import { DeleteImagesDialog } from './delete-images-dialog';
import type { ImageLine } from './image-rows';
import { useImageDescriptor } from './use-image-descriptor';
import { useImageLines } from './use-image-lines';

/** All images of the engine, a line a name. */
export function ImagesPage() {
  const lines = useImageLines();
  const [deleting, setDeleting] = useState<readonly ImageLine[]>([]);
  const latest = useRef(lines);
  useEffect(() => {
    latest.current = lines;
  }, [lines]);
  const deleteUnused = useCallback(
    () => setDeleting(latest.current.filter((line) => line.use !== 'in-use')),
    [],
  );
  const descriptor = useImageDescriptor(setDeleting, deleteUnused);
  return (
    <>
      <ResourcePage descriptor={descriptor} rows={lines} />
      {deleting.length > 0 && <DeleteImagesDialog lines={deleting} onClose={() => setDeleting([])} />}
    </>
  );
}

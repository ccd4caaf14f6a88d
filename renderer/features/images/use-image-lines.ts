import { useMemo, useRef } from 'react';
import { useTable } from '../../store/mirror';
import { type ImageLine, imageLines, usersByImage } from './image-rows';

/** The images list from the mirror; lines that did not change keep their identity. */
export function useImageLines(): ImageLine[] {
  const images = useTable('images');
  const containers = useTable('containers');
  const before = useRef<ImageLine[]>([]);
  return useMemo(() => {
    before.current = imageLines(images.values(), usersByImage(containers.values()), before.current);
    return before.current;
  }, [images, containers]);
}

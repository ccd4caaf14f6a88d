import type { AnatomyUpdate } from '@contract/anatomy';
import { useEffect, useRef, useState } from 'react';
import { openStream, type StreamHandle } from '../../../lib/bridge';

/** What moves in the picture, while it is mounted; null until main has told. `shown`: ids of its containers. */
export function useAnatomy(shown: readonly string[]): AnatomyUpdate | null {
  const [update, setUpdate] = useState<AnatomyUpdate | null>(null);
  const handle = useRef<StreamHandle<'anatomy.watch'> | null>(null);
  const key = shown.join(' ');

  useEffect(() => {
    const opened = openStream('anatomy.watch', {}, { onItems: (items) => setUpdate(items.at(-1) ?? null) });
    handle.current = opened;
    return () => {
      handle.current = null;
      opened.close();
    };
  }, []);

  useEffect(() => {
    handle.current?.control({ shown: key === '' ? [] : key.split(' ') });
  }, [key]);

  return update;
}

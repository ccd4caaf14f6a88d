import type { ImageDefaults } from '@contract/images';
import { useEffect, useState } from 'react';
import { call } from '../../lib/bridge';
import { asErrorData } from '../../lib/error-data';
import { useEngine, useTable } from '../../store/mirror';

/** What is known about the image that was typed. */
export type ImageLookup =
  | { kind: 'none' | 'looking' | 'missing' | 'invalid' | 'unknown' }
  | { kind: 'local'; defaults: ImageDefaults };

/** Typing pauses shorter than this ask nothing, ms. */
const pauseMs = 200;

/** Looks the reference up on the engine while it is typed, and again when the engine's images change. */
export function useImage(ref: string): ImageLookup {
  const images = useTable('images');
  const epoch = useEngine()?.epoch;
  const [answer, setAnswer] = useState<{ ref: string; lookup: ImageLookup } | null>(null);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another set of images or another engine asks again
  useEffect(() => {
    if (!ref) return;
    let isStale = false;
    const timer = setTimeout(() => {
      lookUp(ref).then((lookup) => {
        if (!isStale) setAnswer({ ref, lookup });
      });
    }, pauseMs);
    return () => {
      isStale = true;
      clearTimeout(timer);
    };
  }, [ref, images, epoch]);

  if (!ref) return { kind: 'none' };
  return answer?.ref === ref ? answer.lookup : { kind: 'looking' };
}

async function lookUp(ref: string): Promise<ImageLookup> {
  try {
    const defaults = await call('images.defaults', { key: ref });
    return defaults ? { kind: 'local', defaults } : { kind: 'missing' };
  } catch (thrown) {
    // Only the reference's grammar is held against the field; an engine that is away is told elsewhere.
    return { kind: asErrorData(thrown).code === 'invalid-input' ? 'invalid' : 'unknown' };
  }
}

import { useEffect, useState } from 'react';
import { openStream } from '../../lib/bridge';
import { type BuildView, nothing, withMessages } from './build-view';

/** Follows a build to its end; one that has ended is read as it was kept. `round`: asks anew. */
export function useBuild(id: string, round: string): BuildView {
  const [view, setView] = useState(nothing);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another round is another stream
  useEffect(() => {
    setView(nothing);
    const stream = openStream(
      'builds.watch',
      { id },
      {
        onItems: (messages) => setView((before) => withMessages(before, messages)),
        onError: (error) => setView((before) => ({ ...before, error })),
      },
    );
    return () => stream.close();
  }, [id, round]);
  return view;
}

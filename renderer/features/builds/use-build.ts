import type { BuildMessage, BuildRecord } from '@contract/builds';
import type { LighterErrorData } from '@contract/errors';
import { useEffect, useState } from 'react';
import { openStream } from '../../lib/bridge';

/** A build as it is known now. */
export interface BuildView {
  record: BuildRecord | null;
  /** By step. */
  output: ReadonlyMap<string, string>;
  error: LighterErrorData | null;
}

export const nothing: BuildView = { record: null, output: new Map(), error: null };

/** The view after a batch of messages. Pure. */
export function withMessages(view: BuildView, messages: readonly BuildMessage[]): BuildView {
  let { record } = view;
  let output: Map<string, string> | null = null;
  for (const message of messages) {
    if (message.kind === 'record') record = message.record;
    else if (message.kind === 'steps') record = record && { ...record, steps: message.steps };
    else {
      output ??= new Map(view.output);
      output.set(message.step, (output.get(message.step) ?? '') + message.text);
    }
  }
  return { record, output: output ?? view.output, error: null };
}

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

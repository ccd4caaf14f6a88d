import type { BuildMessage, BuildRecord } from '@contract/builds';
import type { LighterErrorData } from '@contract/errors';

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

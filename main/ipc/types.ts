import type { LighterErrorData } from '@contract/errors';
import type {
  CallInput,
  CallName,
  CallOutput,
  StreamControl,
  StreamInput,
  StreamItem,
  StreamName,
} from '@contract/index';

/** One handler a call. The type check names any that is missing. */
export type CallHandlers = {
  [N in CallName]: (input: CallInput<N>) => Promise<CallOutput<N>> | CallOutput<N>;
};

/** Where a stream's handler writes, bound to the page's port. */
export interface StreamSink<Item, Control = never> {
  /** Aborted when the view has gone. */
  readonly signal: AbortSignal;
  /** Sends a batch; false when the page lags so far behind that the source should pause until `drained()`. */
  send(items: Item[]): boolean;
  drained(): Promise<void>;
  /** Called with each control message that passed its schema. */
  onControl(listener: (control: Control) => void): void;
  end(): void;
  fail(error: LighterErrorData): void;
}

/** One handler a stream; what it throws (or rejects with) ends the stream as an error. */
export type StreamHandlers = {
  [N in StreamName]: (
    input: StreamInput<N>,
    sink: StreamSink<StreamItem<N>, StreamControl<N>>,
  ) => Promise<void> | void;
};

/** The stream of rows, served ahead of everything else. */
export const firstStream = 'state.watch' satisfies StreamName;

/** Who answers all the other streams. */
export type LaterHandlers = Omit<StreamHandlers, typeof firstStream>;

import type { LighterErrorData } from '@contract/errors';
import type { TerminalClose, TerminalItem } from '@contract/exec';
import i18next from 'i18next';
import { openStream, type StreamHandle } from '../../lib/bridge';
import { currentEpoch } from '../../store/mirror';
import { createDetachKeys } from './detach-keys';
import { createInputQueue, type InputQueue } from './input-queue';
import { cleanPaste, maxPaste, pasteLines } from './paste';
import { createScreen, type Screen } from './screen';

/** Who runs what; empty: the container's user, a shell found by trying. */
export interface SessionOptions {
  user: string;
  command: string[];
  /** No process of its own: the container's main one. */
  attach?: boolean;
}

export type SessionState =
  | { kind: 'new' }
  | { kind: 'starting' }
  | { kind: 'running'; command: string[] /** What is typed goes nowhere. */; readOnly?: boolean }
  | { kind: 'closing' }
  | { kind: 'ended'; exitCode: number | null; why: 'exited' | 'stopped' | 'lost' }
  | { kind: 'no-shell'; tried: string[]; words: string }
  | { kind: 'refused'; words: string }
  | { kind: 'failed'; error: LighterErrorData };

/** One process with its screen. Lives on while nobody looks; `changed` hears of every new state. */
export class TerminalSession {
  state: SessionState = { kind: 'new' };
  readonly screen: Screen;
  /** Text that waits for a yes, because its line ends would run it. */
  asking: string | null = null;
  /** Where Shift+Escape leads. */
  onLeave: () => void = () => undefined;
  /** Where the keys lead that leave an attached process alone. */
  onDetach: () => void = () => undefined;
  /** ms since 1970. */
  startedAt = 0;
  endedAt = 0;

  private handle: StreamHandle<'exec.terminal' | 'exec.attach'> | null = null;
  private readonly queue: InputQueue;
  private closed: ((how: TerminalClose | null) => void) | null = null;

  constructor(
    readonly container: string,
    readonly number: number,
    readonly options: SessionOptions,
    private readonly changed: () => void,
  ) {
    this.queue = createInputQueue((text) => this.handle?.control({ kind: 'input', text }));
    const type = (text: string) => {
      if (this.isLive) this.queue.add(text);
    };
    this.screen = createScreen({
      onInput: options.attach
        ? createDetachKeys({ pass: type, detach: () => this.isLive && this.onDetach() })
        : type,
      onResize: (size) => this.handle?.control({ kind: 'resize', ...size }),
      onPaste: (text) => this.ask(text),
      onLeave: () => this.onLeave(),
    });
  }

  /** A process runs, or is about to. */
  get isLive(): boolean {
    return this.state.kind === 'starting' || this.state.kind === 'running';
  }

  /** Starts a process; the lines of one before stay above. */
  start(): void {
    if (this.isLive) return;
    if (this.state.kind !== 'new')
      void this.screen.write(`\r\n\x1b[2m── ${i18next.t('terminal:again')} ──\x1b[22m\r\n`);
    this.queue.clear();
    this.startedAt = Date.now();
    const { user, command, attach } = this.options;
    const input = { epoch: currentEpoch(), id: this.container, ...this.screen.size };
    const events = {
      onItems: (items: readonly TerminalItem[]) => this.take(items),
      onEnd: () => {
        if (this.state.kind === 'closing') this.finish(null);
      },
      onError: (error: LighterErrorData) => {
        if (this.state.kind === 'closing') this.finish(null);
        else this.end({ kind: 'failed', error });
      },
    };
    this.handle = attach
      ? openStream('exec.attach', input, events)
      : openStream('exec.terminal', { ...input, user, command }, events);
    this.set({ kind: 'starting' });
  }

  /** Ends the process, in whatever way it takes, or leaves the main one alone; null when none ran. The session is to be disposed of then. */
  close(): Promise<TerminalClose | null> {
    if (!this.isLive || !this.handle) return Promise.resolve(null);
    this.handle.control({ kind: 'close' });
    this.set({ kind: 'closing' });
    return new Promise((resolve) => {
      this.closed = resolve;
    });
  }

  /** Answers the question about pasted text. */
  answer(yes: boolean): void {
    const text = this.asking;
    this.asking = null;
    this.changed();
    if (yes && text !== null) this.screen.paste(text);
    this.screen.focus();
  }

  dispose(): void {
    this.handle?.close();
    this.handle = null;
    this.closed?.(null);
    this.screen.dispose();
  }

  private ask(pasted: string): void {
    if (!this.isLive) return;
    const text = cleanPaste(pasted);
    if (text.length <= maxPaste && pasteLines(text) === 1) this.screen.paste(text);
    else {
      this.asking = text;
      this.changed();
    }
  }

  private async take(items: readonly TerminalItem[]): Promise<void> {
    for (const item of items) {
      if (item.kind === 'output') await this.screen.write(item.text);
      else if (item.kind === 'taken') this.queue.taken(item.size);
      else if (item.kind === 'started') {
        if (this.state.kind === 'starting') this.set({ kind: 'running', command: item.command });
        this.queue.open();
      } else if (item.kind === 'attached') {
        if (this.state.kind === 'starting')
          this.set({ kind: 'running', command: [], readOnly: !item.takesInput });
        if (item.takesInput) this.queue.open();
      } else if (item.kind === 'closed') this.finish(item.how);
      else if (this.state.kind !== 'closing') this.end(item);
    }
  }

  private end(state: SessionState): void {
    this.handle = null;
    this.queue.clear();
    this.endedAt = Date.now();
    this.screen.restore();
    this.set(state);
  }

  private finish(how: TerminalClose | null): void {
    this.handle = null;
    this.closed?.(how);
    this.closed = null;
  }

  private set(state: SessionState): void {
    this.state = state;
    this.changed();
  }
}

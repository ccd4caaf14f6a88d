import { z } from 'zod';
import { stream } from './define';
import { engineId, epoch } from './ids';

/** Characters of one message of typed or pasted text; more is sent in pieces, each after the last was taken. */
export const maxInput = 64 * 1024;

const cells = z.int().min(1).max(2000);
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused
const printable = /^[^\u0000-\u001f\u007f]*$/;

const terminalStart = z.strictObject({
  epoch,
  id: engineId,
  /** `name`, `uid` or `uid:gid`; empty for the container's own. */
  user: z.string().max(256).regex(printable),
  /** The arguments, already split; empty: a shell, found by trying. */
  command: z.array(z.string().max(32_768)).max(200),
  cols: cells,
  rows: cells,
});
export type TerminalStart = z.infer<typeof terminalStart>;

const attachStart = z.strictObject({ epoch, id: engineId, cols: cells, rows: cells });
export type AttachStart = z.infer<typeof attachStart>;

const terminalControl = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('input'), text: z.string().max(maxInput) }),
  z.strictObject({ kind: z.literal('resize'), cols: cells, rows: cells }),
  /** Ends the process; `closed` tells how. */
  z.strictObject({ kind: z.literal('close') }),
]);
export type TerminalControl = z.infer<typeof terminalControl>;

/**
 * How a closed session's process came to its end: by itself (`left`: after Ctrl+D), by a signal, or not at all;
 * `detached`: nobody wanted it to.
 */
export type TerminalClose = 'left' | 'hung-up' | 'killed' | 'running' | 'detached';

/** What comes down from a session. */
export type TerminalItem =
  /** The program runs; typed text is taken from now on. */
  | { kind: 'started'; command: string[] }
  /** The view is at the container's main process. `takesInput`: what is typed goes to it. */
  | { kind: 'attached'; takesInput: boolean }
  | { kind: 'output'; text: string }
  /** So many characters of what was typed have gone to the engine. */
  | { kind: 'taken'; size: number }
  /** None of these programs is in the container; `words` are the engine's for the last. */
  | { kind: 'no-shell'; tried: string[]; words: string }
  /** The engine could not start the command. */
  | { kind: 'refused'; words: string }
  /** `stopped`: the container was stopped or restarted; `lost`: the engine went away. */
  | { kind: 'ended'; exitCode: number | null; why: 'exited' | 'stopped' | 'lost' }
  | { kind: 'closed'; how: TerminalClose };

export const execStreams = {
  /** `POST /containers/{id}/exec` and `POST /exec/{id}/start` with a terminal: one process, both directions.
   *  When the view goes, the process is told to hang up. */
  'exec.terminal': stream(terminalStart, terminalControl).of<TerminalItem>(),
  /** `POST /containers/{id}/attach`: the container's main process itself, from now on. `close` leaves it running, as
   *  does a view that goes. */
  'exec.attach': stream(attachStart, terminalControl).of<TerminalItem>(),
};

/** What a builder says while it works; the same for every kind of builder. */
export type BuildEvent =
  | {
      kind: 'step';
      id: string;
      name: string;
      /** ms since 1970. */
      startedAt: number | null;
      endedAt: number | null;
      cached: boolean;
      error: string | null;
    }
  | { kind: 'output'; id: string; text: string }
  /** Bytes of the folder that have gone to the engine. */
  | { kind: 'sent'; bytes: number }
  /** The image is there. */
  | { kind: 'image'; id: string };

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
const colours = /\u001b\[[0-9;?]*[A-Za-z]/g;

/** A text without the sequences that colour it or move a cursor. Pure. */
export const plain = (text: string) => text.replace(colours, '');

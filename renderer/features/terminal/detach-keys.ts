/** Ctrl+P and Ctrl+Q, as a terminal sends them. */
const first = '\x10';
const second = '\x11';

/** How long Ctrl+P waits for Ctrl+Q before the program gets it after all, ms. */
export const detachPatience = 500;

interface DetachKeys {
  /** What goes to the program. */
  pass: (text: string) => void;
  /** The two were pressed one after the other. */
  detach: () => unknown;
}

/**
 * The keys that leave an attached process alone, as `docker attach` has them: Ctrl+P, then Ctrl+Q. The first is held
 * back, since a shell would take it for the line before; but, other than there, not until the next key comes.
 */
export function createDetachKeys({ pass, detach }: DetachKeys): (text: string) => void {
  let held: ReturnType<typeof setTimeout> | null = null;
  return (text) => {
    const wasHeld = held !== null;
    if (held) clearTimeout(held);
    held = null;
    if (wasHeld && text === second) {
      detach();
      return;
    }
    if (wasHeld) pass(first);
    if (text === first)
      held = setTimeout(() => {
        held = null;
        pass(first);
      }, detachPatience);
    else pass(text);
  };
}

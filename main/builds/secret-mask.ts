const hidden = '[hidden]';
/** Characters; a shorter value would blank out half of the output. */
const shortest = 3;

/** Hides secret values in what a build says, also where one comes in two pieces. */
export function createMask(secrets: readonly string[]) {
  const values = [...new Set(secrets.flatMap((value) => [value, value.trim()]))]
    .filter((value) => value.length >= shortest)
    .sort((a, b) => b.length - a.length);
  const held = new Map<string, string>();
  const text = (whole: string) => values.reduce((masked, value) => masked.replaceAll(value, hidden), whole);

  return {
    text,
    /** The next piece of a stream: what may be the beginning of a secret waits for the next one. */
    piece(stream: string, next: string): string {
      const whole = text((held.get(stream) ?? '') + next);
      const kept = beginning(whole);
      held.set(stream, kept);
      return whole.slice(0, whole.length - kept.length);
    },
    /** What still waits, once a stream has ended. */
    rest(stream: string): string {
      const left = held.get(stream) ?? '';
      held.delete(stream);
      return left;
    },
  };

  /** The longest end of a text that a secret begins with. */
  function beginning(whole: string): string {
    let longest = '';
    for (const value of values) {
      for (let length = Math.min(value.length - 1, whole.length); length > longest.length; length -= 1) {
        if (whole.endsWith(value.slice(0, length))) {
          longest = value.slice(0, length);
          break;
        }
      }
    }
    return longest;
  }
}

export type Mask = ReturnType<typeof createMask>;

const wordStart = /[\s/_.:@-]/;

/**
 * How well a word fits a text, both in small letters: higher is better, null when its letters are not all there
 * in order. A whole text beats a beginning, a beginning of a word beats its middle, letters in a row beat
 * scattered ones, and short texts beat long ones. Pure.
 */
export function fuzzy(word: string, text: string): number | null {
  if (word === '') return 0;
  const at = text.indexOf(word);
  if (at >= 0) {
    if (word.length === text.length) return 100;
    const place = at === 0 ? 80 : startsWord(text, at) ? 65 : 45;
    return place + (word.length / text.length) * 10;
  }
  // One letter or two, scattered, fit nearly everything.
  if (word.length < 3) return null;
  return scattered(word, text);
}

function scattered(word: string, text: string): number | null {
  let from = 0;
  let starts = 0;
  let runs = 0;
  let before = -2;
  let first = -1;
  for (const letter of word) {
    const at = nextPlace(letter, text, from, before);
    if (at < 0) return null;
    if (first < 0) first = at;
    if (at === before + 1) runs += 1;
    else if (startsWord(text, at)) starts += 1;
    before = at;
    from = at + letter.length;
  }
  // Far apart and in the middle of words it is chance, not meaning.
  const spread = before - first + 1;
  if (runs + starts < word.length - 1 && spread > word.length * 3) return null;
  return 10 + ((starts * 1.5 + runs) / word.length) * 20 - Math.min(10, spread - word.length);
}

/** The letter right after the last one, or at the start of a word, or wherever it comes next. */
function nextPlace(letter: string, text: string, from: number, before: number): number {
  if (text.startsWith(letter, from) && from === before + 1) return from;
  const next = text.indexOf(letter, from);
  for (let at = next; at >= 0; at = text.indexOf(letter, at + 1)) if (startsWord(text, at)) return at;
  return next;
}

const startsWord = (text: string, at: number) => at === 0 || wordStart.test(text.charAt(at - 1));

/** The words of what was typed, in small letters; more than six would only cost. */
export const queryWords = (query: string) => query.toLowerCase().split(/\s+/).filter(Boolean).slice(0, 6);

/**
 * How well all the words fit, each to the best of the texts; null as soon as one fits none. `weights` are the
 * texts' shares of a word's score. Pure.
 */
export function fuzzyAll(
  words: readonly string[],
  texts: readonly string[],
  weights: readonly number[] = [],
): number | null {
  let sum = 0;
  for (const word of words) {
    let best: number | null = null;
    for (const [index, text] of texts.entries()) {
      const score = fuzzy(word, text);
      if (score === null) continue;
      const weighted = score * (weights[index] ?? 1);
      if (best === null || weighted > best) best = weighted;
    }
    if (best === null) return null;
    sum += best;
  }
  return sum / Math.max(1, words.length);
}

import { fuzzy } from './fuzzy';

/** Something that can be done with a subject. */
export interface Verb<Subject> {
  id: string;
  /** What it is called, in small letters, in any language. */
  texts: readonly string[];
  applies: (subject: Subject) => boolean;
}

export interface Ranked<Subject> {
  subject: Subject;
  verb: Verb<Subject>;
  score: number;
}

/** A verb that was not asked for comes after the subjects that were. */
const unasked = 60;
const verbShare = 0.9;
const secondNameShare = 0.6;

/**
 * The best pairs of subject and verb for the words, best first: each word must fit the subject's names or the
 * verb. The first verb needs not be asked for; the others come later unless they are. `bonus` adds to a pair
 * that fits. Pure; made for ten thousand subjects a keystroke.
 */
export function rank<Subject>(
  words: readonly string[],
  subjects: Iterable<Subject>,
  namesOf: (subject: Subject) => readonly string[],
  verbs: readonly Verb<Subject>[],
  limit: number,
  bonus: (subject: Subject, verb: Verb<Subject>) => number = () => 0,
): Ranked<Subject>[] {
  const best: Ranked<Subject>[] = [];
  const verbScores = verbs.map((verb) =>
    words.map((word) => highest(verb.texts.map((text) => fuzzy(word, text))) * verbShare),
  );
  const mayBeVerb = words.map((_, index) => verbScores.some((scores) => (scores[index] ?? -1) >= 0));
  for (const subject of subjects) {
    const names = namesOf(subject);
    const own: number[] = [];
    for (const [index, word] of words.entries()) {
      const score = highest(
        names.map((name, place) => {
          const found = fuzzy(word, name);
          return found === null ? null : found * (place === 0 ? 1 : secondNameShare);
        }),
      );
      if (score < 0 && !mayBeVerb[index]) break;
      own.push(score);
    }
    if (own.length < words.length) continue;
    for (const [place, verb] of verbs.entries()) {
      const found = pairScore(own, verbScores[place] ?? []);
      if (found === null || !verb.applies(subject)) continue;
      const late = place === 0 || found.isVerbAsked ? 0 : unasked + place;
      insert(best, { subject, verb, score: found.score - late + bonus(subject, verb) }, limit);
    }
  }
  return best;
}

const highest = (scores: readonly (number | null)[]) =>
  scores.reduce<number>((best, score) => (score !== null && score > best ? score : best), -1);

function pairScore(
  own: readonly number[],
  verb: readonly number[],
): { score: number; isVerbAsked: boolean } | null {
  let sum = 0;
  let isVerbAsked = false;
  for (const [index, nameScore] of own.entries()) {
    const verbScore = verb[index] ?? -1;
    if (nameScore < 0 && verbScore < 0) return null;
    if (verbScore > nameScore) isVerbAsked = true;
    sum += Math.max(nameScore, verbScore);
  }
  return { score: sum / Math.max(1, own.length), isVerbAsked };
}

/** Keeps the `limit` best in order; of equals the earlier stays ahead. */
function insert<Item extends { score: number }>(best: Item[], item: Item, limit: number): void {
  const worst = best.at(-1);
  if (best.length >= limit && worst && item.score <= worst.score) return;
  let at = best.length;
  while (at > 0 && (best[at - 1]?.score ?? 0) < item.score) at -= 1;
  best.splice(at, 0, item);
  if (best.length > limit) best.pop();
}

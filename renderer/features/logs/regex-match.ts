import { type HitRange, matchRanges } from './log-search';

/** What the page asks the worker that runs regular expressions; both sides know the pattern from the first. */
export type RegexRequest =
  | { kind: 'pattern'; source: string; flags: string }
  /** Lines joined by line feeds, which none contains. */
  | { kind: 'lines'; id: number; text: string }
  | { kind: 'ranges'; id: number; seq: number; text: string };

export type RegexAnswer =
  /** Which of the lines match, by index. */
  | { kind: 'lines'; id: number; matching: Uint32Array }
  | { kind: 'ranges'; id: number; seq: number; ranges: readonly HitRange[] };

/** The worker's whole work. A pattern that backtracks without end does so here, where it can be ended. */
export function regexAnswerer(): (request: RegexRequest) => RegexAnswer | null {
  let pattern = /(?!)/g;
  return (request) => {
    if (request.kind === 'pattern') {
      pattern = new RegExp(request.source, request.flags);
      return null;
    }
    const { id } = request;
    if (request.kind === 'ranges')
      return { kind: 'ranges', id, seq: request.seq, ranges: matchRanges(request.text, pattern) };
    const matching: number[] = [];
    request.text.split('\n').forEach((line, index) => {
      pattern.lastIndex = 0;
      const hit = pattern.exec(line);
      // An empty hit marks nothing: only a line with something to mark counts.
      if (hit && (hit[0] !== '' || matchRanges(line, pattern).length > 0)) matching.push(index);
    });
    return { kind: 'lines', id, matching: Uint32Array.from(matching) };
  };
}

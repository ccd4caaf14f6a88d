import { type BuildEvent, plain } from '../../engine/build-events';

/** Reads what buildx writes, line by line. */
export interface OutputReader {
  read(line: string): BuildEvent[];
  /** Its last words, for an error. */
  words(): string;
}

/** Lines of an error that are kept. */
const keptLines = 40;

/** What is no news of a step: kept for the error, which begins where it says so. */
function createWords() {
  let lines: string[] = [];
  return {
    add(line: string) {
      lines = [...lines, plain(line)].slice(-keptLines);
    },
    text() {
      const from = lines.findLastIndex((line) => /^(?:ERROR|error): /.test(line));
      const told = from >= 0 ? lines.slice(from) : lines;
      return told
        .join('\n')
        .replace(/^(?:ERROR|error): /, '')
        .trim();
    },
  };
}

interface RawVertex {
  digest?: string;
  name?: string;
  started?: string;
  completed?: string;
  cached?: boolean;
  error?: string;
}
interface RawNews {
  vertexes?: RawVertex[] | null;
  statuses?: { id?: string; vertex?: string; current?: number }[] | null;
  logs?: { vertex?: string; data?: string }[] | null;
}

/** `--progress=rawjson`: BuildKit's own news as JSON, an object a line or spread over lines, and an error in words. */
export function createRawJsonReader(): OutputReader {
  const words = createWords();
  const decoders = new Map<string, TextDecoder>();
  let held: string[] | null = null;

  const decode = (vertex: string, data: string) => {
    // A character may come in two pieces.
    const decoder = decoders.get(vertex) ?? new TextDecoder();
    decoders.set(vertex, decoder);
    return decoder.decode(Buffer.from(data, 'base64'), { stream: true });
  };
  const events = (text: string): BuildEvent[] | null => {
    let news: RawNews;
    try {
      news = JSON.parse(text) as RawNews;
    } catch {
      return null;
    }
    return [
      ...(news.vertexes ?? []).map(toStep),
      ...(news.statuses ?? []).flatMap(({ id, current }) =>
        id === 'transferring context:' ? [{ kind: 'sent' as const, bytes: current ?? 0 }] : [],
      ),
      ...(news.logs ?? []).flatMap(({ vertex = '', data }) =>
        data ? [{ kind: 'output' as const, id: vertex, text: decode(vertex, data) }] : [],
      ),
    ];
  };

  return {
    read(line) {
      if (held !== null) {
        held.push(line);
        if (line !== '}') return [];
        const text = held.join('\n');
        held = null;
        return events(text) ?? [];
      }
      if (line === '{') {
        held = [line];
        return [];
      }
      const read = line.startsWith('{') ? events(line) : null;
      if (read === null) words.add(line);
      return read ?? [];
    },
    words: words.text,
  };
}

function toStep({ digest = '', name = '', started, completed, cached, error }: RawVertex): BuildEvent {
  return {
    kind: 'step',
    id: digest,
    name,
    startedAt: time(started),
    endedAt: time(completed),
    cached: cached === true,
    error: error || null,
  };
}

function time(text: string | undefined): number | null {
  const at = text === undefined ? Number.NaN : Date.parse(text);
  return Number.isNaN(at) ? null : at;
}

/** `--progress=plain` of older versions: `#5 [2/3] RUN make`, `#5 0.312 output`, `#5 DONE 0.4s`. */
export function createPlainReader(now: () => number = Date.now): OutputReader {
  const words = createWords();
  const steps = new Map<string, Extract<BuildEvent, { kind: 'step' }>>();

  const set = (id: string, change: Partial<Extract<BuildEvent, { kind: 'step' }>>): BuildEvent[] => {
    const before = steps.get(id);
    if (!before) return [];
    const next = { ...before, ...change };
    steps.set(id, next);
    return [next];
  };

  return {
    read(line) {
      const [, id, text = ''] = /^#(\d+) (.*)$/.exec(plain(line)) ?? [];
      if (id === undefined) {
        words.add(line);
        return [];
      }
      // #0 says which builder works, and is no step.
      if (id === '0' || text === '...') return [];
      if (!steps.has(id)) {
        steps.set(id, {
          kind: 'step',
          id,
          name: text,
          startedAt: now(),
          endedAt: null,
          cached: false,
          error: null,
        });
        return set(id, {});
      }
      if (/^DONE \d/.test(text)) return set(id, { endedAt: now() });
      if (text === 'CACHED') return set(id, { endedAt: now(), cached: true });
      if (text === 'CANCELED') return set(id, { endedAt: now(), error: 'context canceled' });
      const error = /^ERROR: (.*)$/.exec(text)?.[1];
      if (error !== undefined) return set(id, { endedAt: now(), error });
      // Its name is printed again where its output goes on after another step's.
      if (text === steps.get(id)?.name) return [];
      const output = /^\d+\.\d+ (.*)$/.exec(text)?.[1];
      return output === undefined ? [] : [{ kind: 'output', id, text: `${output}\n` }];
    },
    words: words.text,
  };
}

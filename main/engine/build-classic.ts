import { type BuildEvent, plain } from './build-events';

/** Reads the classic builder's stream of texts: `Step 2/5 : RUN make`, ` ---> Using cache`, output. */
export function createClassicReader(now: () => number = Date.now) {
  let step: Extract<BuildEvent, { kind: 'step' }> | null = null;
  let line = '';

  const end = (): BuildEvent[] => {
    if (!step) return [];
    const ended = { ...step, endedAt: now() };
    step = null;
    return [ended];
  };
  function take(text: string): BuildEvent[] {
    const begun = /^Step (\d+)\/(\d+) : (.*)$/.exec(text);
    if (begun) {
      const before = end();
      const [, number, total, instruction = ''] = begun;
      const name = `[${number}/${total}] ${instruction}`;
      step = {
        kind: 'step',
        id: String(number),
        name,
        startedAt: now(),
        endedAt: null,
        cached: false,
        error: null,
      };
      return [...before, step];
    }
    if (/^ ---> Using cache/.test(text) && step) {
      step = { ...step, cached: true };
      return [step];
    }
    // Ids of images and containers between the steps, and the last word.
    const isNoise = /^ ---> |^(Removing intermediate container|Successfully (built|tagged)) |^\s*$/.test(
      text,
    );
    return isNoise || !step ? [] : [{ kind: 'output', id: step.id, text: `${text}\n` }];
  }

  return {
    /** One message of `POST /build`. */
    read(message: Record<string, unknown>): BuildEvent[] {
      if (typeof message.stream === 'string') {
        const lines = (line + message.stream).split('\n');
        line = lines.pop() ?? '';
        return lines.map(plain).flatMap(take);
      }
      const id = (message.aux as { ID?: unknown } | undefined)?.ID;
      if (typeof id === 'string') return [{ kind: 'image', id }];
      // A base image is being pulled.
      if (typeof message.status === 'string' && step && message.progressDetail === undefined)
        return [{ kind: 'output', id: step.id, text: `${message.status}\n` }];
      return [];
    },
    /** The stream has ended; with an error it is the step's under way. */
    end(error: string | null): BuildEvent[] {
      const rest = line === '' ? [] : take(plain(line));
      line = '';
      if (step && error !== null) step = { ...step, error };
      return [...rest, ...end()];
    },
  };
}

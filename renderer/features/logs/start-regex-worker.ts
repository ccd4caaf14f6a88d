import type { RegexAnswer } from './regex-match';
import type { RegexWorker } from './regex-search';

/** A thread of its own for regular expressions; whoever starts it terminates it. */
export function startRegexWorker(): RegexWorker {
  const worker = new Worker(new URL('./regex-worker.ts', import.meta.url), { type: 'module' });
  return {
    postMessage: (request) => worker.postMessage(request),
    onAnswer: (listener) => {
      worker.onmessage = ({ data }: MessageEvent<RegexAnswer>) => listener(data);
    },
    terminate: () => worker.terminate(),
  };
}

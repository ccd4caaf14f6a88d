import type { BuildStep } from '@contract/builds';
import type { BuildFault } from '@contract/errors';

/** In the order they are looked for: a base image that is missing is also `not found`. */
const kinds: readonly [BuildFault['kind'], RegExp][] = [
  ['step', /did not complete successfully|executor failed running|returned a non-zero code/i],
  [
    'syntax',
    /parse error|unknown instruction|unknown flag|file with no instructions|Dockerfile \S* ?cannot be empty|no build stage in current context|requires (?:at least|exactly) \S+ argument/i,
  ],
  [
    'base',
    /failed to resolve source metadata|pull access denied|manifest (?:for .+ )?(?:unknown|not found)|repository does not exist|toomanyrequests|pulling from host \S+ failed|no basic auth credentials|authorization failed/i,
  ],
  [
    'file',
    /file not found in build context|failed to calculate checksum of ref|failed to compute cache key:.*not found|failed to walk .*no such file|(?:COPY|ADD) failed:.*(?:no such file|does not exist)|forbidden path outside the build context/i,
  ],
];

interface Failed {
  message: string;
  steps: readonly BuildStep[];
  /** The Dockerfile's name and its text. */
  dockerfile: string;
  text: string;
}

/** What failed in a build and where in its Dockerfile, out of the builder's words and its steps. Pure. */
export function buildFault({ message, steps, dockerfile, text }: Failed): BuildFault {
  const failed = steps.find(({ state }) => state === 'failed');
  const line = failed?.line ?? lineOfError(message);
  const kind = kinds.find(([, words]) => words.test(message))?.[0] ?? 'other';
  return {
    kind,
    dockerfile,
    step: failed?.name ?? null,
    line,
    source: line === null ? null : (text.split('\n')[line - 1]?.trim().slice(0, 300) ?? null),
  };
}

/** The line that an error names (`dockerfile parse error line 3`, `Dockerfile:3`); null where it names none. */
function lineOfError(message: string): number | null {
  const line = /(?:parse error (?:on )?line |Dockerfile[^\s:]*:)(\d+)/i.exec(message)?.[1];
  return line === undefined ? null : Number(line);
}

import { type ExitWord, exitMeaning } from './exit-words';
import type { ContainerFacts } from './read-inspect';

/** What to do about an end, as a key below `exit:step`. */
export interface NextStep {
  id: StepId;
  /** What the engine's or the program's words named: a port, a path, a command. */
  subject: string;
}

export type StepId =
  // The engine's reasons
  | 'portTaken'
  | 'execFormat'
  | 'noCommand'
  | 'notExecutable'
  | 'mountMismatch'
  | 'mountMissing'
  | 'noUser'
  | 'workingDir'
  | 'networkGone'
  | 'otherContainer'
  | 'noDevice'
  | 'noGpu'
  | 'diskFull'
  | 'engineRights'
  | 'engineSays'
  // The program's last words
  | 'programMemory'
  | 'innerPort'
  | 'missingSetting'
  | 'dependency'
  | 'permission'
  | 'readOnly'
  | 'missingFile'
  // The code alone
  | 'raiseMemory'
  | 'killed'
  | 'stopped'
  | 'interrupted'
  | 'crashed'
  | 'aborted'
  | 'finished'
  | 'readLog'
  | 'noLog';

type Clue = readonly [id: StepId, pattern: RegExp];

// The engine's own words in `State.Error`; the first group is what they are about. Order matters: a runtime
// wraps one reason into others.
const engineClues: readonly Clue[] = [
  ['portTaken', /Bind for \S+?:(\d+) failed/i],
  ['portTaken', /:(\d+): bind: address already in use/i],
  ['execFormat', /exec format error/i],
  ['mountMismatch', /mounting "([^"]+)"[\s\S]*(?:not a directory|Are you trying to mount a directory)/i],
  ['mountMissing', /bind source path does not exist: (\S+)/i],
  ['mountMissing', /error while creating mount source path '([^']+)'/i],
  ['workingDir', /chdir to cwd \("([^"]+)"\)/i],
  ['noCommand', /exec: "([^"]+)": (?:stat [^:]*: no such file|executable file not found)/i],
  ['notExecutable', /exec: "([^"]+)": (?:permission denied|is a directory)/i],
  ['noCommand', /exec (\S+): no such file or directory/i],
  ['noUser', /unable to find user ([^\s:]+)/i],
  ['networkGone', /network (\S+) not found/i],
  ['otherContainer', /cannot join \S+ of a non running container: (\S+)/i],
  ['otherContainer', /No such container: (\S+)/i],
  ['noGpu', /could not select device driver|nvidia-container/i],
  ['noDevice', /gathering device information[\s\S]*?"([^"]+)"/i],
  ['diskFull', /no space left on device/i],
  ['engineRights', /operation not permitted|permission denied/i],
];

// What programs say last when they give up, in the words of the C library and the common runtimes.
const logClues: readonly Clue[] = [
  ['execFormat', /exec (\S+): exec format error|exec format error/i],
  ['programMemory', /OutOfMemoryError|heap out of memory|cannot allocate memory|MemoryError|out of memory/i],
  ['innerPort', /EADDRINUSE|address (?:is )?already in use/i],
  ['diskFull', /ENOSPC|no space left on device/i],
  ['readOnly', /EROFS|read-only file system/i],
  [
    'missingSetting',
    /\b([A-Z][A-Z0-9]*_[A-Z0-9_]+)\b[^\n]*\b(?:not (?:set|specified|defined)|missing|required|must be (?:set|specified|defined))/,
  ],
  [
    'missingSetting',
    /(?:must specify|need to specify|specify one of|is not set)[^\n]*?\b([A-Z][A-Z0-9]*_[A-Z0-9_]+)\b/,
  ],
  ['missingSetting', /must specify|need to specify|specify one of the following/i],
  [
    'dependency',
    /ECONNREFUSED|connection refused|ENOTFOUND|EAI_AGAIN|no such host|could not translate host name|name or service not known|bad address/i,
  ],
  ['permission', /EACCES|EPERM|permission denied|operation not permitted/i],
  [
    'missingFile',
    /ENOENT|no such file or directory|cannot find module|ModuleNotFoundError|can't open|: not found/i,
  ],
];

const byWord: Partial<Record<ExitWord, StepId>> = {
  ok: 'finished',
  oom: 'raiseMemory',
  oomChild: 'raiseMemory',
  killed: 'killed',
  stopped: 'stopped',
  interrupted: 'interrupted',
  crashed: 'crashed',
  aborted: 'aborted',
  notFound: 'noCommand',
  notExecutable: 'notExecutable',
};

// A container that was started and ends with 126 or 127 ran a shell, which says what it looked for.
const shellClues: Partial<Record<ExitWord, readonly Clue[]>> = {
  notFound: [['noCommand', /([^\s:]+): (?:command )?not found/i]],
  notExecutable: [['notExecutable', /([^\s:]+): (?:permission denied|is a directory)/i]],
};

function firstClue(clues: readonly Clue[], text: string): NextStep | null {
  for (const [id, pattern] of clues) {
    const hit = pattern.exec(text);
    if (hit) return { id, subject: (hit[1] ?? '').slice(0, 300) };
  }
  return null;
}

/**
 * What most likely helps, from the strongest evidence to the weakest: the engine's error, memory, a signal
 * that somebody sent, the program's last lines (latest first), the code alone. Pure.
 */
export function nextStep(facts: ContainerFacts, lines: readonly string[]): NextStep {
  if (facts.error !== '') return firstClue(engineClues, facts.error) ?? { id: 'engineSays', subject: '' };
  const { word } = exitMeaning(facts.exitCode, facts.oomKilled);
  const shellWords = shellClues[word];
  if (shellWords) return latestClue(shellWords, lines) ?? { id: byWord[word] ?? 'readLog', subject: '' };
  const hasSpoken = word === 'error' || word === 'own' || word === 'aborted' || word === 'notRun';
  const clue = hasSpoken ? latestClue(logClues, lines) : null;
  return clue ?? { id: byWord[word] ?? (lines.length > 0 ? 'readLog' : 'noLog'), subject: '' };
}

function latestClue(clues: readonly Clue[], lines: readonly string[]): NextStep | null {
  for (const line of [...lines].reverse()) {
    const found = firstClue(clues, line.slice(0, 2000));
    if (found) return found;
  }
  return null;
}

/** Twice the limit, in whole MiB: what to try after an end for lack of memory. */
export const largerLimit = (bytes: number): number => Math.ceil((bytes * 2) / 1_048_576) * 1_048_576;

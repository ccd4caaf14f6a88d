/** What an exit code comes to, as a key below `details:exit`. */
export type ExitWord =
  | 'ok'
  | 'oom'
  | 'oomChild'
  | 'error'
  | 'notRun'
  | 'notExecutable'
  | 'notFound'
  | 'killed'
  | 'stopped'
  | 'interrupted'
  | 'crashed'
  | 'aborted'
  | 'signal'
  | 'own';

export interface ExitMeaning {
  word: ExitWord;
  /** The signal that ended it: `SIGKILL`; null when none did. */
  signal: string | null;
}

// Linux's numbers on every processor that Docker runs on.
const signals = [
  'SIGHUP',
  'SIGINT',
  'SIGQUIT',
  'SIGILL',
  'SIGTRAP',
  'SIGABRT',
  'SIGBUS',
  'SIGFPE',
  'SIGKILL',
  'SIGUSR1',
  'SIGSEGV',
  'SIGUSR2',
  'SIGPIPE',
  'SIGALRM',
  'SIGTERM',
  'SIGSTKFLT',
  'SIGCHLD',
  'SIGCONT',
  'SIGSTOP',
  'SIGTSTP',
  'SIGTTIN',
  'SIGTTOU',
  'SIGURG',
  'SIGXCPU',
  'SIGXFSZ',
  'SIGVTALRM',
  'SIGPROF',
  'SIGWINCH',
  'SIGIO',
  'SIGPWR',
  'SIGSYS',
] as const;

const bySignal: Record<string, ExitWord> = {
  SIGKILL: 'killed',
  SIGTERM: 'stopped',
  SIGINT: 'interrupted',
  SIGSEGV: 'crashed',
  SIGBUS: 'crashed',
  SIGILL: 'crashed',
  SIGFPE: 'crashed',
  SIGSYS: 'crashed',
  SIGABRT: 'aborted',
};

/** What the code says about how the main process ended; shells and engines agree on 125 to 127 and 128 + n. */
export function exitMeaning(code: number, oomKilled: boolean): ExitMeaning {
  const signal = signals[code - 129] ?? null;
  // The engine sets the mark also when another process of the container was the one that was killed.
  if (oomKilled && code !== 0) return { word: code === 137 ? 'oom' : 'oomChild', signal };
  if (code === 0) return { word: 'ok', signal: null };
  if (code === 1) return { word: 'error', signal: null };
  if (code === 125) return { word: 'notRun', signal: null };
  if (code === 126) return { word: 'notExecutable', signal: null };
  if (code === 127) return { word: 'notFound', signal: null };
  if (signal) return { word: bySignal[signal] ?? 'signal', signal };
  return { word: 'own', signal: null };
}

/** Whether it ended as somebody wanted: by itself, or asked to. */
export const isOrderly = (word: ExitWord) => word === 'ok' || word === 'stopped' || word === 'interrupted';

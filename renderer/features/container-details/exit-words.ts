/** What an exit code comes to, as a key below `details:exit`. */
export type ExitWord =
  | 'ok'
  | 'oom'
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

const signals: Record<number, string> = {
  1: 'SIGHUP',
  2: 'SIGINT',
  3: 'SIGQUIT',
  4: 'SIGILL',
  5: 'SIGTRAP',
  6: 'SIGABRT',
  7: 'SIGBUS',
  8: 'SIGFPE',
  9: 'SIGKILL',
  10: 'SIGUSR1',
  11: 'SIGSEGV',
  12: 'SIGUSR2',
  13: 'SIGPIPE',
  14: 'SIGALRM',
  15: 'SIGTERM',
};

const bySignal: Record<string, ExitWord> = {
  SIGKILL: 'killed',
  SIGTERM: 'stopped',
  SIGINT: 'interrupted',
  SIGSEGV: 'crashed',
  SIGBUS: 'crashed',
  SIGILL: 'crashed',
  SIGFPE: 'crashed',
  SIGABRT: 'aborted',
};

/** What the code says about how the main process ended; shells and engines agree on 125 to 127 and 128 + n. */
export function exitMeaning(code: number, oomKilled: boolean): ExitMeaning {
  const signal = signals[code - 128] ?? null;
  if (oomKilled && code !== 0) return { word: 'oom', signal };
  if (code === 0) return { word: 'ok', signal: null };
  if (code === 1) return { word: 'error', signal: null };
  if (code === 125) return { word: 'notRun', signal: null };
  if (code === 126) return { word: 'notExecutable', signal: null };
  if (code === 127) return { word: 'notFound', signal: null };
  if (signal) return { word: bySignal[signal] ?? 'signal', signal };
  return { word: 'own', signal: null };
}

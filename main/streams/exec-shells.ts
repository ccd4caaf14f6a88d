/** What is tried, in this order, where no command was given. */
const shells: readonly (readonly string[])[] = [
  ['bash'],
  ['sh'],
  ['ash'],
  ['dash'],
  ['zsh'],
  // Images without a PATH, and the debug variants of images that have no system at all.
  ['/bin/sh'],
  ['/busybox/sh'],
  ['busybox', 'sh'],
];

/** The shells to try, the one that was there last time first. Pure. */
export function shellsFrom(known: readonly string[] | undefined): readonly (readonly string[])[] {
  if (!known) return shells;
  return [known, ...shells.filter((shell) => shell.join(' ') !== known.join(' '))];
}

/** With these words the engine tells in the stream itself that the process was never there. */
const refusals = [
  'OCI runtime exec failed',
  'OCI runtime error',
  'unable to find user',
  'unable to find group',
];

/** Whether output that begins so may be the engine's refusal: then nothing of it is shown yet. Pure. */
export function mayBeRefusal(head: string): boolean {
  return refusals.some((words) =>
    head.length < words.length ? words.startsWith(head) : head.startsWith(words),
  );
}

/** What a process that has ended without being seen to run means. Pure. */
export function judgeEnd(head: string, exitCode: number | null): 'missing' | 'refused' | 'ran' {
  const told = refusals.some((words) => head.startsWith(words));
  if (told && /^unable to find/.test(head)) return 'refused';
  if (told) return isMissingProgram(head) || exitCode === 126 || exitCode === 127 ? 'missing' : 'refused';
  return head === '' && (exitCode === 126 || exitCode === 127) ? 'missing' : 'ran';
}

/** Whether the engine says that the program is not in the container (newer ones answer so instead of starting). */
export function isMissingProgram(words: string): boolean {
  return /executable file .*not found|no such file or directory|exec format error|command not found/is.test(
    words,
  );
}

/** What of a pasted command line could not be taken over as it stands. */
export type LineProblem =
  /** There is no `docker run` or `docker create` in it. */
  | { code: 'not-docker-run' }
  | { code: 'open-quote' }
  | { code: 'no-image' }
  /** The shell of whoever wrote it knows the value: `$PWD`. */
  | { code: 'needs-value'; placeholder: string }
  /** The CLI would read a file of the user's machine. */
  | { code: 'needs-file'; flag: string; path: string }
  | { code: 'unknown-flag'; flag: string }
  /** The CLI knows it, the form does not. */
  | { code: 'not-held'; flag: string }
  /** It changes what the command line itself does, not the container. */
  | { code: 'no-effect'; flag: string }
  | { code: 'missing-value'; flag: string }
  | { code: 'invalid-value'; flag: string; value: string }
  | { code: 'conflict'; flags: [string, string] }
  /** Only the first command was read. */
  | { code: 'more-commands'; text: string };

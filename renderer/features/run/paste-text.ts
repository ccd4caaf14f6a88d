import type { LineProblem } from '@contract/run/line-problem';
import { parseDockerRun } from '@contract/run/parse-docker-run';
import type { RunForm } from '@contract/run-form';

/** What a pasted text came to; `form` null: it is neither a command line nor a Compose service. */
export interface Pasted {
  form: RunForm | null;
  kind: 'line' | 'compose';
  problems: LineProblem[];
  /** What of a Compose file was not taken over. */
  left: string[];
}

/** Reads a `docker run` line or a Compose service; YAML is loaded only when it is one. */
export async function readPasted(text: string, values: Readonly<Record<string, string>>): Promise<Pasted> {
  const isLine =
    /(?:^|[\s/\\])(?:docker|podman|nerdctl)(?:\.exe)?\s/.test(text) && !/^\s*services\s*:/m.test(text);
  if (isLine) {
    const { form, problems } = parseDockerRun(text, values);
    const isNone = problems.some(({ code }) => code === 'not-docker-run');
    return { form: isNone ? null : form, kind: 'line', problems, left: [] };
  }
  const { fromCompose } = await import('./compose');
  const read = fromCompose(text);
  if (!read) return { form: null, kind: 'line', problems: [{ code: 'not-docker-run' }], left: [] };
  return { form: read.form, kind: 'compose', problems: [], left: read.problems };
}

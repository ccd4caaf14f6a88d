import { composeFile, formFromCompose, type ReadCompose } from '@contract/run/compose-service';
import type { RunForm } from '@contract/run-form';
import { parse, stringify } from 'yaml';

/** The form as a Compose file in YAML, and the options that Compose has no words for. */
export function toCompose(form: RunForm): { text: string; lost: string[] } {
  const { file, lost } = composeFile(form);
  return { text: stringify(file, { lineWidth: 0, singleQuote: true }), lost };
}

/** One service of a Compose file's text; null when it is no YAML or has no service. */
export function fromCompose(text: string, service?: string): ReadCompose | null {
  try {
    return formFromCompose(parse(text, { merge: true, maxAliasCount: 100 }), service);
  } catch {
    return null;
  }
}

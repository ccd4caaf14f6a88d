import { readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { LighterError } from '@contract/errors';
import { type Template, template } from '@contract/templates';
import { writeFileSync } from 'atomically';
import type { CallHandlers } from '../ipc/types';

type Name = Extract<keyof CallHandlers, `templates.${string}`>;

/** More are no help to anyone. */
const most = 500;

/**
 * The handlers of all `templates.*` calls, kept in `templates.json` of the profile (readable by its owner only). The
 * file is read when first asked for; entries that no longer fit are left out, a file that is no JSON is put aside.
 */
export function templateHandlers({ userData }: { userData: string }): Pick<CallHandlers, Name> {
  const file = join(userData, 'templates.json');
  let kept: Template[] | null = null;
  const all = () => {
    kept ??= read(file);
    return kept;
  };
  const write = (next: Template[]) => {
    const sorted = next.sort((a, b) => a.name.localeCompare(b.name));
    writeFileSync(file, `${JSON.stringify({ templates: sorted }, null, 2)}\n`, { mode: 0o600 });
    kept = sorted;
    return sorted;
  };
  const others = (name: string) => all().filter((one) => one.name !== name);

  return {
    'templates.list': () => all(),
    'templates.save': (one) => {
      const rest = others(one.name);
      if (rest.length >= most)
        throw new LighterError({ code: 'invalid-input', message: `There are ${most} templates already.` });
      return write([...rest, { ...one, savedAt: Date.now() }]);
    },
    'templates.rename': ({ name, to }) => {
      const found = all().find((one) => one.name === name);
      if (!found) throw new LighterError({ code: 'not-found', message: `There is no template ${name}.` });
      if (name !== to && all().some((one) => one.name === to))
        throw new LighterError({ code: 'conflict', message: `There is a template ${to} already.` });
      return write([...others(name), { ...found, name: to }]);
    },
    'templates.remove': ({ name }) => write(others(name)),
  };
}

function read(file: string): Template[] {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    // None was ever saved.
    return [];
  }
  try {
    const { templates } = JSON.parse(text) as { templates?: unknown };
    const list = Array.isArray(templates) ? templates : [];
    return list.flatMap((one) => {
      const parsed = template.safeParse(one);
      return parsed.success ? [parsed.data] : [];
    });
  } catch {
    renameSync(file, `${file}.broken`);
    return [];
  }
}

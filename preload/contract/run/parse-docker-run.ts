import { imageKey } from '../ids';
import { blankForm, type NetworkOption, type RunForm } from '../run-form';
import { flagKind, shortFlags } from './flag-names';
import { applyFlag, type Collected } from './flags';
import type { LineProblem } from './line-problem';
import { shellWords } from './shell-words';
import { soundForm } from './sound-form';

export interface ParsedLine {
  form: RunForm;
  /** `docker run`; false: `docker create`. */
  start: boolean;
  problems: LineProblem[];
}

/**
 * Reads a pasted `docker run` or `docker create`, as the Docker CLI would after a shell had split it. `values` fills
 * placeholders in, as an earlier answer's `needs-value` named them: `{ '$PWD': '/home/me' }`. Everything that can be
 * read is in the form, also when there are problems. Pure.
 */
export function parseDockerRun(line: string, values: Readonly<Record<string, string>> = {}): ParsedLine {
  const { words, placeholders, rest, isOpen } = shellWords(line, values);
  const problems: LineProblem[] = placeholders.map((placeholder) => ({ code: 'needs-value', placeholder }));
  if (isOpen) problems.push({ code: 'open-quote' });
  if (rest) problems.push({ code: 'more-commands', text: rest.slice(0, 200) });
  const found = findCommand(words);
  if (!found) return { form: blankForm(''), start: true, problems: [{ code: 'not-docker-run' }] };

  const collected: Collected = { form: blankForm(''), first: { name: '' }, values, problems };
  const after = readFlags(words, found.at, collected);
  const [image = '', ...command] = words.slice(after);
  const { form, first } = collected;
  form.image = image;
  form.command = command;
  if (image === '') problems.push({ code: 'no-image' });
  else if (!imageKey.safeParse(image).success)
    problems.push({ code: 'invalid-value', flag: 'IMAGE', value: image });
  addNetworks(form, first);
  if (form.autoRemove && form.restart !== 'no')
    problems.push({ code: 'conflict', flags: ['--rm', '--restart'] });
  const sound = soundForm(form);
  for (const { key, value } of sound.dropped) problems.push({ code: 'invalid-value', flag: key, value });
  return { form: sound.form, start: found.start, problems };
}

/** Flags of `docker` itself that take a value. */
const globalFlags = /^(?:-H|--host|-c|--context|--config|-l|--log-level|--tls(?:cacert|cert|key))$/;

/** Where the options of `run` or `create` begin. */
function findCommand(words: readonly string[]): { at: number; start: boolean } | null {
  let at = words.findIndex((word) => /(?:^|[/\\])(?:docker|podman|nerdctl)(?:\.exe)?$/.test(word));
  if (at < 0) return null;
  at += 1;
  while (words[at]?.startsWith('-')) at += globalFlags.test(words[at] ?? '') ? 2 : 1;
  if (words[at] === 'container') at += 1;
  if (words[at] !== 'run' && words[at] !== 'create') return null;
  return { at: at + 1, start: words[at] === 'run' };
}

/** Reads options up to the image; gives its place. */
function readFlags(words: readonly string[], from: number, collected: Collected): number {
  let at = from;
  for (;;) {
    const word = words[at];
    if (word === undefined || !word.startsWith('-') || word === '-') return at;
    at += 1;
    if (word === '--') return at;
    at = word.startsWith('--')
      ? longFlag(word, words, at, collected)
      : shortCluster(word, words, at, collected);
  }
}

function longFlag(word: string, words: readonly string[], at: number, collected: Collected): number {
  const equals = word.indexOf('=');
  const flag = equals < 0 ? word : word.slice(0, equals);
  if (equals >= 0) {
    applyFlag(flag, word.slice(equals + 1), collected);
    return at;
  }
  const kind = flagKind(flag);
  if (kind === 'unknown') {
    collected.problems.push({ code: 'unknown-flag', flag });
    // Nobody knows whether it takes a value; the image is seldom what follows an option directly and ends the line.
    const next = words[at];
    return next !== undefined && !next.startsWith('-') && at + 1 < words.length ? at + 1 : at;
  }
  if (kind === 'flag') {
    applyFlag(flag, 'true', collected);
    return at;
  }
  return withValue(flag, words, at, collected);
}

/** `-it`, `-p80:80`, `-dp 80:80` */
function shortCluster(word: string, words: readonly string[], at: number, collected: Collected): number {
  for (let i = 1; i < word.length; i += 1) {
    const flag = shortFlags[word.charAt(i)];
    const rest = word.slice(i + 1);
    if (flag === undefined) {
      collected.problems.push({ code: 'unknown-flag', flag: `-${word.charAt(i)}` });
      return at;
    }
    if (flagKind(flag) === 'value') {
      if (rest === '') return withValue(flag, words, at, collected);
      applyFlag(flag, rest.replace(/^=/, ''), collected);
      return at;
    }
    if (rest.startsWith('=')) {
      applyFlag(flag, rest.slice(1), collected);
      return at;
    }
    applyFlag(flag, 'true', collected);
  }
  return at;
}

function withValue(flag: string, words: readonly string[], at: number, collected: Collected): number {
  const value = words[at];
  if (value === undefined) collected.problems.push({ code: 'missing-value', flag });
  else applyFlag(flag, value, collected);
  return at + 1;
}

/** Aliases, addresses and links given by options of their own belong to the first network. */
function addNetworks(form: RunForm, first: NetworkOption): void {
  const { name: _none, ...own } = first;
  if (Object.keys(own).length === 0) return;
  const [named = { name: 'default' }, ...others] = form.networks ?? [];
  form.networks = [{ ...named, ...own }, ...others];
}

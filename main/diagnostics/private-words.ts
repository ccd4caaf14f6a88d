import { redactText } from './redact';

export interface PrivateWords {
  userName: string;
  home: string;
  hostName: string;
}

/** Names that thousands of machines share say nothing about a person, and stand in half of all messages. */
const common = new Set([
  '',
  'root',
  'docker',
  'podman',
  'admin',
  'administrator',
  'user',
  'localhost',
  'ubuntu',
  'debian',
]);

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** A word by itself: letters of every script count, so `kim` stays in `kimchi`, and `김` goes in `/김/`. */
function whole(word: string): RegExp {
  return new RegExp(`(?<![\\p{L}\\p{N}])${escaped(word)}(?![\\p{L}\\p{N}])`, 'giu');
}

/**
 * One line as it may leave this machine: secrets as in the log, then home folders (anybody's, in the writing
 * of every system), the user's and the machine's name.
 */
export function redactPrivate(line: string, words: PrivateWords): string {
  // macOS writes Hangul in file names letter by letter; both forms are one name.
  let text = redactText(line).normalize('NFC');
  const home = words.home.normalize('NFC').replace(/[\\/]+$/, '');
  if (home.length > 1 && home !== '/root') {
    const pattern = home
      .split(/[\\/]+/)
      .map(escaped)
      .join('[\\\\/]+');
    text = text.replace(new RegExp(`${pattern}(?=[\\\\/\\s"',;:)]|$)`, 'giu'), '~');
  }
  text = text
    .replace(/([\\/](?:home|Users)[\\/]+)[^\\/\s"',;:)]+/gi, '$1[user]')
    .replace(/([\\/]run[\\/]user[\\/]+)\d+/g, '$1[uid]');
  for (const [word, mark] of [
    [words.userName, '[user]'],
    [words.hostName, '[host]'],
  ] as const) {
    const name = word.normalize('NFC');
    if (!common.has(name.toLowerCase())) text = text.replace(whole(name), mark);
  }
  return text;
}

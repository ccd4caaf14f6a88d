import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');
const languages = ['en', 'ko'];
const pluralForm = /_(zero|one|two|few|many|other)$/;
// Which of two particles is right depends on the word before it, which is not known here.
const particleAfterPlaceholder = /\}\}['"”’»]?(을|를|이|가|은|는|와|과|로|으로|아|야)(?=[\s.,:!?]|$)/;

/**
 * Checks the texts: both languages have the same keys (with the plural forms each language has) and placeholders,
 * every key in the code exists, no key is left over. Returns what is wrong, one line each.
 * @returns {string[]}
 */
export function checkLocales() {
  const texts = Object.fromEntries(languages.map((language) => [language, readTexts(language)]));
  const areas = new Set(Object.keys(texts.en).map((key) => key.split(':')[0]));
  return [...compareLanguages(texts), ...checkParticles(texts.ko), ...checkUse(texts.en, areas)];
}

/** All texts of a language as `area:key`. */
function readTexts(language) {
  const folder = join(root, 'locales', language);
  const files = readdirSync(folder).filter((name) => name.endsWith('.json'));
  const read = (name) => flatten(JSON.parse(readFileSync(join(folder, name), 'utf8')));
  const entries = files.flatMap((name) =>
    read(name).map(([key, text]) => [`${name.slice(0, -5)}:${key}`, text]),
  );
  return Object.fromEntries(entries);
}

function flatten(tree) {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string'
      ? [[key, value]]
      : flatten(value).map(([rest, text]) => [`${key}.${rest}`, text]),
  );
}

const baseOf = (key) => key.replace(pluralForm, '');

/** For each key without its plural form: the forms and the placeholders it has. */
function shape(texts) {
  const shapes = new Map();
  for (const [key, text] of Object.entries(texts)) {
    const { forms, placeholders } = shapes.get(baseOf(key)) ?? { forms: new Set(), placeholders: new Set() };
    const form = pluralForm.exec(key)?.[1];
    if (form !== undefined) forms.add(form);
    for (const [, name] of text.matchAll(/\{\{\s*(\w+)/g)) placeholders.add(name);
    shapes.set(baseOf(key), { forms, placeholders });
  }
  return shapes;
}

function compareLanguages(texts) {
  const shapes = languages.map((language) => ({ language, keys: shape(texts[language]) }));
  const all = new Set(shapes.flatMap(({ keys }) => [...keys.keys()]));
  return [...all].flatMap((key) => {
    const missing = shapes
      .filter(({ keys }) => !keys.has(key))
      .map(({ language }) => `${language}: ${key} is missing`);
    if (missing.length > 0) return missing;
    const [first, ...others] = shapes.map(({ keys }) => [...keys.get(key).placeholders].sort().join(' '));
    const differs = others.some((other) => other !== first)
      ? [`${key}: the placeholders differ between languages`]
      : [];
    return [
      ...differs,
      ...shapes.flatMap(({ language, keys }) => missingForms(language, key, keys.get(key).forms)),
    ];
  });
}

function missingForms(language, key, forms) {
  if (forms.size === 0) return [];
  const needed = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
  return needed.filter((form) => !forms.has(form)).map((form) => `${language}: ${key}_${form} is missing`);
}

function checkParticles(texts) {
  return Object.entries(texts)
    .filter(([, text]) => particleAfterPlaceholder.test(text))
    .map(([key]) => `ko: ${key} has a particle right after a placeholder`);
}

/** Keys in the code: whole ones in quotes, and the fixed beginning of those put together in a template. */
function checkUse(texts, areas) {
  const known = new Set(Object.keys(texts).map(baseOf));
  const used = new Set();
  const prefixes = new Set();
  const problems = [];
  for (const path of ['main', 'renderer'].flatMap((folder) => sourceFiles(join(root, folder)))) {
    const code = readFileSync(path, 'utf8');
    const name = path.slice(root.length + 1);
    for (const [, area, key] of code.matchAll(/['"`]([\w-]+):([A-Za-z][\w.-]*)['"`]/g)) {
      if (!areas.has(area)) continue;
      used.add(`${area}:${key}`);
      // A group of texts, the last part of whose key is added elsewhere.
      const isGroup = [...known].some((one) => one.startsWith(`${area}:${key}.`));
      if (isGroup) prefixes.add(`${area}:${key}.`);
      if (!isGroup && !known.has(`${area}:${key}`)) problems.push(`${name}: there is no text ${area}:${key}`);
    }
    for (const [, area, start] of code.matchAll(/`([\w-]+):([\w.-]*)\$\{/g)) {
      if (!areas.has(area)) continue;
      prefixes.add(`${area}:${start}`);
      const fits = [...known].some((key) => key.startsWith(`${area}:${start}`));
      if (!fits) problems.push(`${name}: no text begins with ${area}:${start}`);
    }
  }
  const isUsed = (key) => used.has(key) || [...prefixes].some((prefix) => key.startsWith(prefix));
  return [...problems, ...[...known].filter((key) => !isUsed(key)).map((key) => `${key} is not used`)];
}

function sourceFiles(folder) {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !/\.test\./.test(entry.name))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name));
}

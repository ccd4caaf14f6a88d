import { readdirSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import i18next, { type i18n } from 'i18next';

const locales = resolve(import.meta.dirname, '../../locales');
const made = new Map<string, i18n>();

function load(language: string): i18n {
  const folder = join(locales, language);
  const namespaces = Object.fromEntries(
    readdirSync(folder).map((file) => [
      basename(file, '.json'),
      JSON.parse(readFileSync(join(folder, file), 'utf8')) as Record<string, unknown>,
    ]),
  );
  const instance = i18next.createInstance();
  void instance.init({
    lng: language,
    fallbackLng: false,
    resources: { [language]: namespaces },
    interpolation: { escapeValue: false },
    initAsync: false,
  });
  return instance;
}

export type Words = (key: string, values?: Record<string, string | number>) => string;

/** The app's own words in a language, so that one spec reads the page in each of them. */
export function words(language: string): Words {
  let instance = made.get(language);
  if (!instance) {
    instance = load(language);
    made.set(language, instance);
  }
  const t = instance.t.bind(instance);
  return (key, values) => {
    const text = t(key, values ?? {});
    if (text === key) throw new Error(`No words for ${key} in ${language}`);
    return text;
  };
}

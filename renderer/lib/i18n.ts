import { byNamespace } from '@locales/namespaces';
import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';

export type Language = 'en' | 'ko';

// Two chunks, of which a start loads one.
const load = (language: Language) => (language === 'ko' ? import('@locales/ko') : import('@locales/en'));

/** Loads one language and makes `t('area:key')` work; must be awaited before the first render. */
export async function startI18n(language: Language): Promise<void> {
  const { resources } = await load(language);
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    resources: { [language]: byNamespace(resources) },
    defaultNS: 'common',
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  document.documentElement.lang = language;
}

/** Switches the whole page to another language. */
export async function changeLanguage(language: Language): Promise<void> {
  if (i18next.language === language) return;
  const { resources } = await load(language);
  for (const [namespace, keys] of Object.entries(byNamespace(resources)))
    i18next.addResourceBundle(language, namespace, keys);
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
}

import { byNamespace } from '@locales/namespaces';
import i18next from 'i18next';

type Language = 'en' | 'ko';
export type Texts = (key: string, values?: Record<string, string | number>) => string;

// Two chunks, of which a start loads one.
const load = (language: Language) => (language === 'ko' ? import('@locales/ko') : import('@locales/en'));

/** Words for tray, notifications and menus, from the same files as the page's. */
export async function createTexts(
  language: Language,
): Promise<{ t: Texts; change(language: Language): Promise<void> }> {
  const instance = i18next.createInstance();
  const { resources } = await load(language);
  void instance.init({
    lng: language,
    fallbackLng: false,
    resources: { [language]: byNamespace(resources) },
    defaultNS: 'common',
    interpolation: { escapeValue: false },
    initAsync: false,
  });
  return {
    t: (key, values) => instance.t(key, values ?? {}),
    change: async (next) => {
      const { resources } = await load(next);
      for (const [namespace, keys] of Object.entries(byNamespace(resources)))
        instance.addResourceBundle(next, namespace, keys);
      await instance.changeLanguage(next);
    },
  };
}

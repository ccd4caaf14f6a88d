import { resources as en } from '@locales/en';
import { resources as ko } from '@locales/ko';
import { byNamespace } from '@locales/namespaces';
import i18next from 'i18next';

export type Texts = (key: string, values?: Record<string, string | number>) => string;

/** Words for tray, notifications and menus, from the same files as the page's. */
export function createTexts(language: 'en' | 'ko'): { t: Texts; change(language: 'en' | 'ko'): void } {
  const instance = i18next.createInstance();
  void instance.init({
    lng: language,
    fallbackLng: false,
    resources: { en: byNamespace(en), ko: byNamespace(ko) },
    defaultNS: 'common',
    interpolation: { escapeValue: false },
    initAsync: false,
  });
  return {
    t: (key, values) => instance.t(key, values ?? {}),
    change: (next) => void instance.changeLanguage(next),
  };
}

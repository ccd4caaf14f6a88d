import type { SettingsRow } from '@contract/settings';
import {
  IconActivity,
  IconArrowsExchange,
  IconCube,
  IconDownload,
  IconFileImport,
  IconHammer,
  IconInfoCircle,
  IconKeyboard,
  IconLanguage,
  IconListCheck,
  IconLogin2,
  IconPlus,
  IconSettings,
  IconStack2,
  IconStethoscope,
  IconSunMoon,
} from '@tabler/icons-react';
import type { TFunction } from 'i18next';
import { navigate } from 'wouter/use-hash-location';
import { call } from '../../lib/bridge';
import { asErrorData } from '../../lib/error-data';
import { openDialog } from '../../store/ui';
import type { MenuEntry } from '../../ui/action-menu';
import { notifyError } from '../../ui/notify';
import type { Icon } from '../resource-page/types';
import type { Fixed } from './commands';

/** Pages and what can be done anywhere; those that cannot work now, or change nothing, are left out. */
export function fixedCommands(
  t: TFunction,
  engine: readonly MenuEntry[],
  settings: SettingsRow | undefined,
): Fixed[] {
  const page = (path: string, label: string, icon: Icon, alias: string): Fixed => ({
    id: `page ${path}`,
    group: 'pages',
    label,
    icon,
    texts: [label.toLowerCase(), alias],
    run: () => navigate(path),
  });
  const action = (id: string, label: string, icon: Icon, run: () => void): Fixed => ({
    id: `action ${id}`,
    group: 'actions',
    label,
    icon,
    texts: [label.toLowerCase(), id.replace('-', ' ')],
    run,
  });
  const set = (change: Partial<Pick<SettingsRow, 'theme' | 'language'>>) => () =>
    void call('settings.set', change).catch((thrown: unknown) =>
      notifyError(t('settings:failed'), asErrorData(thrown)),
    );
  const themes = (['light', 'dark', 'system'] as const).filter((theme) => theme !== settings?.theme);
  const languages = (['en', 'ko', 'system'] as const).filter((language) => language !== settings?.language);
  const languageName = { en: 'English', ko: '한국어', system: t('settings:system') };
  return [
    page('/containers', t('shell:page.containers'), IconCube, 'containers'),
    page('/images', t('shell:page.images'), IconStack2, 'images'),
    page('/builds', t('shell:page.builds'), IconHammer, 'builds'),
    page('/engine', t('shell:menu.details'), IconInfoCircle, 'engine details'),
    page('/diagnose', t('diagnose:page'), IconStethoscope, 'diagnose'),
    page('/settings', t('shell:page.settings'), IconSettings, 'settings'),
    action('run-container', t('containers:run'), IconPlus, () => openDialog({ kind: 'run' })),
    action('pull-image', t('images:pull'), IconDownload, () => openDialog({ kind: 'pull' })),
    action('build-image', t('builds:build'), IconHammer, () => openDialog({ kind: 'build' })),
    action('load-image', t('images:load.title'), IconFileImport, () => openDialog({ kind: 'load' })),
    action('log-in', t('registries:login.title'), IconLogin2, () => openDialog({ kind: 'login' })),
    action('tasks', t('shell:tasks'), IconListCheck, () => openDialog({ kind: 'tasks' })),
    action('keyboard-shortcuts', t('keys:title'), IconKeyboard, () => openDialog({ kind: 'keys' })),
    action('switch-engine', t('engines:title'), IconArrowsExchange, () => openDialog({ kind: 'switch' })),
    ...engine
      .filter(({ disabled }) => disabled === undefined)
      .map(({ id, label, icon, run }) => action(`${id}-engine`, label, icon ?? IconActivity, run)),
    ...themes.map((theme) =>
      action(
        `theme-${theme}`,
        `${t('settings:theme')}: ${t(`settings:${theme}`)}`,
        IconSunMoon,
        set({ theme }),
      ),
    ),
    ...languages.map((language) =>
      action(
        `language-${language}`,
        `${t('settings:language')}: ${languageName[language]}`,
        IconLanguage,
        set({ language }),
      ),
    ),
  ];
}

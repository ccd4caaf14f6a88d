import i18next from 'i18next';
import { call } from '../../lib/bridge';
import { asErrorData } from '../../lib/error-data';
import { useMirror } from '../../store/mirror';
import { notifyError } from '../../ui/notify';

const saved = () => useMirror.getState().tables.settings.get('current')?.protectedImages ?? [];

/** Whether clean-ups keep this image, by name, or id where it has none. */
export const isProtected = (key: string): boolean => saved().includes(key);

/** Has clean-ups keep images (by name, or id where they have none), or no longer. */
export function protect(keys: readonly string[], on: boolean): void {
  const others = saved().filter((name) => !keys.includes(name));
  call('settings.set', { protectedImages: on ? [...others, ...keys] : others }).catch((thrown: unknown) =>
    notifyError(i18next.t('settings:failed'), asErrorData(thrown)),
  );
}

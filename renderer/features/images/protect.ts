import i18next from 'i18next';
import { call } from '../../lib/bridge';
import { asErrorData } from '../../lib/error-data';
import { useMirror } from '../../store/mirror';
import { notifyError } from '../../ui/notify';

/** Has clean-ups keep an image (by name, or id where it has none), or no longer. */
export function protect(key: string, on: boolean): void {
  const saved = useMirror.getState().tables.settings.get('current')?.protectedImages ?? [];
  const others = saved.filter((name) => name !== key);
  call('settings.set', { protectedImages: on ? [...others, key] : others }).catch((thrown: unknown) =>
    notifyError(i18next.t('settings:failed'), asErrorData(thrown)),
  );
}

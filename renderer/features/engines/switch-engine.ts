import i18next from 'i18next';
import { call } from '../../lib/bridge';
import { asErrorData } from '../../lib/error-data';
import { notifyError } from '../../ui/notify';

/** Moves to another engine, null = back to automatic; a refusal is told in a toast. True when it is on its way. */
export async function switchEngine(key: string | null): Promise<boolean> {
  try {
    await call('engines.switch', { key });
    return true;
  } catch (thrown) {
    notifyError(i18next.t('engines:failed.switch'), asErrorData(thrown));
    return false;
  }
}

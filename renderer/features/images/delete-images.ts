import i18next from 'i18next';
import { call } from '../../lib/bridge';
import { cleanText } from '../../lib/clean-text';
import { asErrorData } from '../../lib/error-data';
import { formatNumber } from '../../lib/format';
import { currentEpoch } from '../../store/mirror';
import { useUi } from '../../store/ui';
import { notifyError, notifyFailures, notifySuccess } from '../../ui/notify';
import { type ImageLine, lineName } from './image-rows';

/** Deletes by tag or id and tells how each ended; true when all went. The list changes by the engine's events. */
export async function deleteImages(lines: readonly ImageLine[], force: boolean): Promise<boolean> {
  const { markPending, clearPending } = useUi.getState();
  const keys = lines.map((line) => line.key);
  const names = new Map(lines.map((line) => [line.key, cleanText(lineName(line), 128)]));
  const nameOf = (key: string) => names.get(key) ?? key;
  markPending(keys, 'delete');
  try {
    const outcomes = await call('images.remove', { epoch: currentEpoch(), keys, force });
    const done = outcomes.filter((outcome) => outcome.ok).map(({ id }) => nameOf(id));
    const failures = outcomes.flatMap((outcome) =>
      outcome.ok ? [] : [{ name: nameOf(outcome.id), error: outcome.error }],
    );
    if (done.length === 1) notifySuccess(i18next.t('images:done', { name: done[0] }));
    else if (done.length > 1)
      notifySuccess(
        i18next.t('images:doneMany', { number: formatNumber(done.length) }),
        cleanText(done.join(', '), 300),
      );
    const [only] = failures;
    if (only && failures.length === 1)
      notifyError(i18next.t('images:failed', { name: only.name }), only.error);
    else if (only)
      notifyFailures(i18next.t('images:failedMany', { number: formatNumber(failures.length) }), failures);
    return failures.length === 0;
  } catch (thrown) {
    notifyError(i18next.t('images:failed', { name: [...names.values()].join(', ') }), asErrorData(thrown));
    return false;
  } finally {
    clearPending(keys);
  }
}

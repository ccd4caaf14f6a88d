import type { UpdateCheck } from '@contract/images';
import i18next from 'i18next';
import { create } from 'zustand';
import { call } from '../../lib/bridge';
import { asErrorData } from '../../lib/error-data';
import { errorReason } from '../../lib/error-reason';
import { formatNumber } from '../../lib/format';
import { registryOf } from '../../lib/registry-of';
import { notifyError, notifyFailures, notifySuccess } from '../../ui/notify';

export type UpdateState = UpdateCheck['state'] | 'checking';

interface Updates {
  /** By tag; for the image id it was found out about: another image has another answer. */
  states: ReadonlyMap<string, { imageId: string; state: UpdateState }>;
}

/** What checks for updates have found, as long as the page lives. */
export const useUpdates = create<Updates>(() => ({ states: new Map() }));

function note(tag: string, imageId: string, state: UpdateState | null): void {
  const states = new Map(useUpdates.getState().states);
  if (state === null) states.delete(tag);
  else states.set(tag, { imageId, state });
  useUpdates.setState({ states });
}

/**
 * Asks the registries about these, one after the other. One that allows no more requests is not asked about the rest
 * of its images: it would only refuse, and count.
 */
export async function checkForUpdates(images: readonly { tag: string; imageId: string }[]): Promise<void> {
  let newer = 0;
  let answered = 0;
  const limited = new Set<string>();
  const failures: { name: string; error: ReturnType<typeof asErrorData> }[] = [];
  for (const { tag, imageId } of images) {
    const registry = registryOf(tag);
    if (limited.has(registry)) continue;
    note(tag, imageId, 'checking');
    try {
      const { state } = await call('images.checkUpdate', { tag });
      note(tag, imageId, state);
      answered += 1;
      if (state === 'newer') newer += 1;
    } catch (thrown) {
      note(tag, imageId, null);
      const error = asErrorData(thrown);
      failures.push({ name: tag, error });
      if (errorReason(error) === 'rate-limit') limited.add(registry);
      else if (error.code === 'engine-unreachable') break;
    }
  }
  const [only] = failures;
  if (only && failures.length === 1)
    notifyError(i18next.t('images:updates.failed', { name: only.name }), only.error);
  else if (only)
    notifyFailures(
      i18next.t('images:updates.failedMany', { number: formatNumber(failures.length) }),
      failures,
    );
  if (answered > 0) {
    const found = newer === 0 ? 'images:updates.foundNone' : 'images:updates.found';
    notifySuccess(i18next.t('images:updates.done'), i18next.t(found, { count: newer }));
  }
}

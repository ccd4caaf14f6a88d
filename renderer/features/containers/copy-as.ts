import type { ContainerRow } from '@contract/containers';
import { runArgs } from '@contract/run/run-args';
import i18next from 'i18next';
import { cleanText } from '../../lib/clean-text';
import { atEngine } from '../../lib/docker-cli';
import { asErrorData } from '../../lib/error-data';
import { shellLine } from '../../lib/shell-quote';
import { useMirror } from '../../store/mirror';
import { notifyError, notifySuccess } from '../../ui/notify';
import { loadContainerForm } from './load-container-form';

/** Copies the `docker run` line, or the Compose file, that makes a container like this one. */
export async function copyAs(row: ContainerRow, how: 'run' | 'compose'): Promise<void> {
  const name = cleanText(row.name, 128);
  try {
    const { form, lost } = await loadContainerForm(row.id, row.imageId);
    const compose = how === 'compose' ? (await import('../run/compose')).toCompose(form) : null;
    const cli = useMirror.getState().tables.engine.get('current')?.endpoint.cli;
    const text = compose?.text ?? atEngine(shellLine(runArgs(form, true)), cli);
    await navigator.clipboard.writeText(text);
    const left = [...lost, ...(compose?.lost ?? [])];
    notifySuccess(
      i18next.t(`containers:copiedAs.${how}`, { name }),
      left.length === 0
        ? ''
        : i18next.t('containers:copiedAs.lost', { list: cleanText(left.join(', '), 300) }),
    );
  } catch (thrown) {
    notifyError(i18next.t('containers:copiedAs.failed', { name }), asErrorData(thrown));
  }
}

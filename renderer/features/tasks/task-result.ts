import type { ContainerRow } from '@contract/containers';
import type { TaskRow } from '@contract/tasks';
import type { TFunction } from 'i18next';
import { cleanText } from '../../lib/clean-text';
import { formatBytes, shortId } from '../../lib/format';

/**
 * What came of a finished task, in lines; empty where there is nothing to say beyond that it is done.
 * `containers` are all there are: some may still run from an image that a pull has replaced.
 */
export function resultText(
  { result }: Pick<TaskRow, 'result'>,
  containers: Iterable<ContainerRow>,
  t: TFunction,
): string {
  switch (result?.kind) {
    case 'pull': {
      if (result.replaced === null) return '';
      const old = outdatedBy({ result }, containers).map(({ name }) => name);
      return [
        t('tasks:result.newer'),
        ...(old.length === 0
          ? []
          : [t('tasks:result.outdated', { count: old.length, names: cleanText(old.join(', '), 300) })]),
      ].join('\n');
    }
    case 'save':
      return t('tasks:result.saved', { path: cleanText(result.path, 200), size: formatBytes(result.bytes) });
    case 'load':
      return t('tasks:result.loaded', {
        count: result.images.length,
        images: cleanText(result.images.map(readable).join(', '), 300),
      });
    case 'push':
      return result.digest === null ? '' : t('tasks:result.pushed', { digest: shortId(result.digest) });
    case 'cleanup':
      return [
        t('tasks:result.deleted', { count: result.deleted }),
        ...(result.freed === null ? [] : [t('tasks:result.freed', { size: formatBytes(result.freed) })]),
        ...(result.failed.length === 0
          ? []
          : [
              t('tasks:result.kept', {
                count: result.failed.length,
                names: cleanText(result.failed.map(({ name }) => readable(name)).join(', '), 300),
              }),
            ]),
      ].join('\n');
    default:
      return '';
  }
}

/** The containers that still run from the image that a pull has replaced, by name. */
export function outdatedBy(
  { result }: Pick<TaskRow, 'result'>,
  containers: Iterable<ContainerRow>,
): ContainerRow[] {
  if (result?.kind !== 'pull' || result.replaced === null) return [];
  return [...containers]
    .filter(({ imageId }) => imageId === result.replaced)
    .sort((a, b) => a.name.localeCompare(b.name));
}

const readable = (name: string) => (name.startsWith('sha256:') ? shortId(name) : name);

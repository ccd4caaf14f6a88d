import type { ContainerRow } from '@contract/containers';
import type { TFunction } from 'i18next';
import { shortId } from '../../lib/format';
import type { FilterField } from '../resource-page/types';
import { projectOf } from './project-of';

/** What containers can be filtered by in the search. */
export const containerFields = (t: TFunction): FilterField<ContainerRow>[] => [
  {
    id: 'state',
    label: t('containers:field.state'),
    values: ({ state, health }) => (health ? [state, health] : [state]),
  },
  { id: 'image', label: t('containers:field.image'), values: ({ image }) => imageNames(image) },
  {
    id: 'label',
    label: t('containers:field.label'),
    every: true,
    values: ({ labels }) => Object.entries(labels).flatMap(([key, value]) => [`${key}=${value}`, key]),
  },
  { id: 'network', label: t('containers:field.network'), values: ({ networks }) => networks },
  { id: 'volume', label: t('containers:field.volume'), values: ({ volumes }) => volumes },
  {
    id: 'project',
    label: t('containers:field.project'),
    values: (row) => [projectOf(row) ?? []].flat(),
  },
];

/** `shop/api:2` is found as itself, as `shop/api` and as `api`. */
export function imageNames(image: string): string[] {
  if (image.startsWith('sha256:')) return [shortId(image)];
  const [untagged = image] = image.split('@');
  const repository = untagged.replace(/:[^/:]*$/, '');
  return [...new Set([image, repository, repository.slice(repository.lastIndexOf('/') + 1)])];
}

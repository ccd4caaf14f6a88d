import { IconRefresh, IconTrash } from '@tabler/icons-react';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Fixed } from '../palette/commands';
import { usePageCommands } from '../palette/page-commands';
import { ResourcePage } from '../resource-page/resource-page';
import type { Icon } from '../resource-page/types';
import { CleanUpDialog } from './clean-up-dialog';
import { DeleteImagesDialog } from './delete-images-dialog';
import type { ImageLine } from './image-rows';
import { SaveDialog } from './save-dialog';
import { checkForUpdates } from './updates';
import { type ImagePageActions, useImageDescriptor } from './use-image-descriptor';
import { useImageLines } from './use-image-lines';

type Open = { kind: 'delete' | 'save'; lines: readonly ImageLine[] } | { kind: 'clean-up' };

/** All images of the engine, a line a name. */
export function ImagesPage() {
  const lines = useImageLines();
  const [open, setOpen] = useState<Open | null>(null);
  const close = useCallback(() => setOpen(null), []);
  const latest = useRef(lines);
  useEffect(() => {
    latest.current = lines;
  }, [lines]);
  const actions = useMemo<ImagePageActions>(
    () => ({
      delete: (hit) => setOpen({ kind: 'delete', lines: hit }),
      save: (hit) => setOpen({ kind: 'save', lines: hit }),
      onCleanUp: () => setOpen({ kind: 'clean-up' }),
      // Only what came from a registry: each other one would be a question without an answer.
      onCheckAll: () =>
        void checkForUpdates(
          latest.current.flatMap(({ tag, image }) =>
            tag !== null && image.digests.length > 0 ? [{ tag, imageId: image.id }] : [],
          ),
        ),
    }),
    [],
  );
  const descriptor = useImageDescriptor(actions);
  usePageCommands(usePageOffers(lines, actions));
  return (
    <>
      <ResourcePage descriptor={descriptor} rows={lines} />
      {open?.kind === 'delete' && <DeleteImagesDialog lines={open.lines} onClose={close} />}
      {open?.kind === 'save' && <SaveDialog lines={open.lines} onClose={close} />}
      {open?.kind === 'clean-up' && <CleanUpDialog lines={lines} onClose={close} />}
    </>
  );
}

/** The buttons of the page, as the palette offers them; those that have nothing to do are left out. */
function usePageOffers(lines: readonly ImageLine[], actions: ImagePageActions): Fixed[] {
  const { t } = useTranslation();
  const hasUnused = lines.some(({ use }) => use !== 'in-use');
  const hasDigest = lines.some(({ image }) => image.digests.length > 0);
  return useMemo(() => {
    const offer = (id: string, label: string, icon: Icon, run: () => void): Fixed => ({
      id: `action ${id}`,
      group: 'actions',
      label,
      icon,
      texts: [label.toLowerCase(), id.replaceAll('-', ' ')],
      run,
    });
    return [
      ...(hasDigest
        ? [offer('check-for-updates', t('images:updates.check'), IconRefresh, actions.onCheckAll)]
        : []),
      ...(hasUnused
        ? [offer('delete-unused-images', t('images:deleteUnused'), IconTrash, actions.onCleanUp)]
        : []),
    ];
  }, [t, hasUnused, hasDigest, actions]);
}

import type { ContainerRow } from '@contract/containers';
import { useEffect, useState } from 'react';
import type { ContainerForm } from './container-form';
import { loadContainerForm } from './load-container-form';

/** A container as a form, read once; null until it is known, and where it cannot be. */
export function useContainerForm({ id, imageId }: ContainerRow): ContainerForm | null {
  const [form, setForm] = useState<ContainerForm | null>(null);
  useEffect(() => {
    let isStale = false;
    loadContainerForm(id, imageId).then(
      (loaded) => !isStale && setForm(loaded),
      // Only the command line is missing then; the dialog's own question tells what is wrong.
      () => undefined,
    );
    return () => {
      isStale = true;
    };
  }, [id, imageId]);
  return form;
}

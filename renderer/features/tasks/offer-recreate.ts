import { openDialog } from '../../store/ui';

/** Asks whether this container is to be recreated from `image`, which a pull has brought anew. */
export const offerRecreate = (id: string, image: string) =>
  openDialog({ kind: 'container', action: 'change-image', ids: [id], image });

import type { ContainerRow } from '@contract/containers';
import type { ImageRow } from '@contract/images';

export type ImageUse = 'in-use' | 'unused' | 'dangling';

/** A container that was made from an image. */
export interface ImageUser {
  id: string;
  name: string;
  state: ContainerRow['state'];
}

/** One line of the images list: one name of an image, or an image that has none. */
export interface ImageLine {
  /** The tag, or the id where there is none: also what the engine is asked to delete. */
  key: string;
  /** `repo:tag`, null for a dangling image. */
  tag: string | null;
  image: ImageRow;
  use: ImageUse;
  /** By name. */
  users: readonly ImageUser[];
}

/** How an image without a name is called, in every language. */
export const noName = '<none>';

export const lineName = (line: ImageLine) => line.tag ?? noName;

/** The containers made from each image, by the image's id. */
export function usersByImage(containers: Iterable<ContainerRow>): Map<string, ImageUser[]> {
  const users = new Map<string, ImageUser[]>();
  for (const { imageId, id, name, state } of containers) {
    const list = users.get(imageId);
    if (list) list.push({ id, name, state });
    else users.set(imageId, [{ id, name, state }]);
  }
  for (const list of users.values()) list.sort((a, b) => a.name.localeCompare(b.name));
  return users;
}

/** What containers make of an image. */
export function stateOfUse(image: ImageRow, users: readonly ImageUser[]): ImageUse {
  if (users.length > 0) return 'in-use';
  return image.tags.length === 0 ? 'dangling' : 'unused';
}

/**
 * A line for each tag, and one for each image without any. Lines that did not change are those of `before`, so
 * that the list draws only the others.
 */
export function imageLines(
  images: Iterable<ImageRow>,
  users: ReadonlyMap<string, readonly ImageUser[]>,
  before: readonly ImageLine[] = [],
): ImageLine[] {
  const old = new Map(before.map((line) => [line.key, line]));
  const lines: ImageLine[] = [];
  for (const image of images) {
    const itsUsers = users.get(image.id) ?? [];
    const use = stateOfUse(image, itsUsers);
    for (const tag of image.tags.length > 0 ? image.tags : [null]) {
      const key = tag ?? image.id;
      const known = old.get(key);
      const isSame = known && known.image === image && sameUsers(known.users, itsUsers);
      lines.push(isSame ? known : { key, tag, image, use, users: itsUsers });
    }
  }
  return lines;
}

function sameUsers(a: readonly ImageUser[], b: readonly ImageUser[]): boolean {
  return (
    a.length === b.length &&
    a.every((user, index) => {
      const other = b[index];
      return other?.id === user.id && other.name === user.name && other.state === user.state;
    })
  );
}

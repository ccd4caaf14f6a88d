import type { ContainerRow } from '@contract/containers';
import type { ImageRow } from '@contract/images';
import { IconStack2 } from '@tabler/icons-react';
import type { TFunction } from 'i18next';
import { navigate } from 'wouter/use-hash-location';
import { cleanText } from '../../lib/clean-text';
import { formatBytes } from '../../lib/format';
import { imageActionTable } from '../images/action-table';
import { imageActions } from '../images/image-menu';
import { type ImageLine, imageLines, usersByImage } from '../images/image-rows';
import { type Command, entryLabel } from './commands';
import { askAboutImages } from './palette-store';
import { rank, type Verb } from './rank';

const most = 12;

/** An image under one of its names. */
export type NamedImage = ImageLine & { tag: string };

/** Every name that images have, in order. */
export function namedImages(images: Iterable<ImageRow>, containers: Iterable<ContainerRow>): NamedImage[] {
  return imageLines(images, usersByImage(containers))
    .filter((line): line is NamedImage => line.tag !== null)
    .sort((a, b) => (a.tag < b.tag ? -1 : 1));
}

/** What can be done with an image from here; the first is to open it. */
const imageVerbs = (t: TFunction): Verb<NamedImage>[] => [
  { id: 'details', texts: [t('palette:open').toLowerCase(), 'open'], applies: () => true },
  ...imageActionTable.map(({ id, label, applies, checked, words = [] }) => ({
    id,
    texts: [t(label).toLowerCase(), id, ...words],
    // What is on already is not offered: its words would say the opposite of what it does.
    applies: (image: NamedImage) => applies(image) && !checked?.(image),
  })),
];

const idOf = ({ tag }: NamedImage, verb: string) => `image ${tag} ${verb}`;

/** The commands on images that fit the words, best first. */
export function findImageCommands(
  t: TFunction,
  words: readonly string[],
  images: readonly NamedImage[],
  bonus: (id: string) => number,
): { command: Command; score: number }[] {
  const verbs = imageVerbs(t);
  const found = rank(
    words,
    images,
    ({ tag }) => [tag.toLowerCase()],
    verbs,
    most,
    (image, verb) => bonus(idOf(image, verb.id)),
  );
  return found.flatMap(({ subject, verb, score }) => {
    const command = toCommand(t, subject, verb.id);
    return command ? [{ command, score }] : [];
  });
}

/** The command of an id kept from before, if its image still is there. */
export function imageCommand(t: TFunction, id: string, images: readonly NamedImage[]): Command | null {
  const [kind, tag, verb = ''] = id.split(' ');
  const found = kind === 'image' ? images.find((one) => one.tag === tag) : undefined;
  return found ? toCommand(t, found, verb) : null;
}

function toCommand(t: TFunction, line: NamedImage, verb: string): Command | null {
  const name = cleanText(line.tag, 128);
  const common = { id: idOf(line, verb), group: 'images', detail: formatBytes(line.image.size) } as const;
  if (verb === 'details')
    return { ...common, label: name, icon: IconStack2, run: () => navigate(`/images/${line.image.id}`) };
  const action = imageActions(line, t, askAboutImages).find(({ id }) => id === verb);
  if (!action) return null;
  const { label, icon, danger, cli, run } = action;
  return { ...common, label: entryLabel(t, label, name), icon, danger, cli, run };
}

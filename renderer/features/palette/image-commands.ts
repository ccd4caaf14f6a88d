import type { ImageRow } from '@contract/images';
import { IconPlayerPlay, IconStack2, IconTag, IconUpload } from '@tabler/icons-react';
import type { TFunction } from 'i18next';
import { navigate } from 'wouter/use-hash-location';
import { cleanText } from '../../lib/clean-text';
import { formatBytes } from '../../lib/format';
import { type OpenDialog, openDialog } from '../../store/ui';
import type { Icon } from '../resource-page/types';
import { type Command, entryLabel } from './commands';
import { rank, type Verb } from './rank';

const most = 12;

/** One name of an image. */
export interface NamedImage {
  tag: string;
  image: ImageRow;
}

/** Every name that images have, in order. */
export function namedImages(images: Iterable<ImageRow>): NamedImage[] {
  return [...images]
    .flatMap((image) => image.tags.map((tag) => ({ tag, image })))
    .sort((a, b) => (a.tag < b.tag ? -1 : 1));
}

/** What is asked in a dialog of its own. */
const dialogs: readonly { id: string; label: string; icon: Icon; dialog: (tag: string) => OpenDialog }[] = [
  {
    id: 'run',
    label: 'images:run',
    icon: IconPlayerPlay,
    dialog: (image) => ({ kind: 'run', image }),
  },
  {
    id: 'push',
    label: 'images:push.action',
    icon: IconUpload,
    dialog: (tag) => ({ kind: 'push', tag }),
  },
  {
    id: 'tag',
    label: 'images:tag.action',
    icon: IconTag,
    dialog: (image) => ({ kind: 'tag', image }),
  },
];

const imageVerbs = (t: TFunction): Verb<NamedImage>[] => [
  { id: 'details', texts: [t('palette:open').toLowerCase(), 'open'], applies: () => true },
  ...dialogs.map(({ id, label }) => ({ id, texts: [t(label).toLowerCase(), id], applies: () => true })),
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
  return found.map(({ subject, verb, score }) => ({ command: toCommand(t, subject, verb.id), score }));
}

/** The command of an id kept from before, if its image still is there. */
export function imageCommand(t: TFunction, id: string, images: readonly NamedImage[]): Command | null {
  const [kind, tag, verb = ''] = id.split(' ');
  const found = kind === 'image' ? images.find((one) => one.tag === tag) : undefined;
  return found ? toCommand(t, found, verb) : null;
}

function toCommand(t: TFunction, image: NamedImage, verb: string): Command {
  const name = cleanText(image.tag, 128);
  const common = { id: idOf(image, verb), group: 'images', detail: formatBytes(image.image.size) } as const;
  const asked = dialogs.find(({ id }) => id === verb);
  if (asked)
    return {
      ...common,
      label: entryLabel(t, t(asked.label), name),
      icon: asked.icon,
      run: () => openDialog(asked.dialog(image.tag)),
    };
  return { ...common, label: name, icon: IconStack2, run: () => navigate(`/images/${image.image.id}`) };
}

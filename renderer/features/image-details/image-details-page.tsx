import type { ImageRow } from '@contract/images';
import { ActionIcon, Button } from '@mantine/core';
import {
  IconCode,
  IconDotsVertical,
  IconLayoutDashboard,
  IconPlayerPlay,
  IconStack2,
  IconTrash,
} from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { navigate } from 'wouter/use-hash-location';
import { formatBytes, shortId } from '../../lib/format';
import { shellLine } from '../../lib/shell-quote';
import { useRow, useSettings, useTable } from '../../store/mirror';
import { openDialog } from '../../store/ui';
import { ActionMenu } from '../../ui/action-menu';
import { CliFooter } from '../../ui/cli-footer';
import { DetailsHead, tabPanelProps } from '../../ui/details-head';
import { useActionKeys } from '../../ui/use-action-keys';
import { DeleteImagesDialog } from '../images/delete-images-dialog';
import { imageActions } from '../images/image-menu';
import { imageLines, noName, stateOfUse, usersByImage } from '../images/image-rows';
import { SaveDialog } from '../images/save-dialog';
import classes from './image-details.module.css';
import { InspectTab } from './inspect-tab';
import { LayersTab } from './layers-tab';
import { OverviewTab } from './overview-tab';

const tabIds = ['overview', 'layers', 'inspect'] as const;
type TabId = (typeof tabIds)[number];

const icons = { overview: IconLayoutDashboard, layers: IconStack2, inspect: IconCode };

interface ImageDetailsPageProps {
  /** The full engine id. */
  id: string;
  tab?: string;
}

/** One image under all its names. */
export function ImageDetailsPage({ id, tab }: ImageDetailsPageProps) {
  const image = useRow('images', id);
  const listState = useRow('lists', 'images')?.state;
  if (image) return <Details image={image} tab={tabIds.find((known) => known === tab) ?? 'overview'} />;
  return listState === 'ready' ? <Gone id={id} /> : null;
}

/** The image was deleted, here or elsewhere. */
function Gone({ id }: { id: string }) {
  const { t } = useTranslation();
  return (
    <section className={classes.page}>
      <DetailsHead backTo="/images" backLabel={t('image-details:back')} title={shortId(id)} />
      <p className={classes.gone} role="status">
        {t('image-details:gone')}
      </p>
    </section>
  );
}

function Details({ image, tab }: { image: ImageRow; tab: TabId }) {
  const { t } = useTranslation();
  const containers = useTable('containers');
  const users = useMemo(() => usersByImage(containers.values()).get(image.id) ?? [], [containers, image.id]);
  const [open, setOpen] = useState<'delete' | 'save' | null>(null);
  const [menuAt, setMenuAt] = useState<DOMRect | null>(null);
  // The check mark of the menu reads what is protected.
  useSettings();
  const lines = imageLines([image], new Map([[image.id, users]]));
  const [line] = lines;
  const entries = line
    ? imageActions(line, t, { delete: () => setOpen('delete'), save: () => setOpen('save') })
    : [];
  useActionKeys(entries);
  const use = stateOfUse(image, users);
  const name = image.tags[0] ?? noName;
  const key = image.tags[0] ?? image.id;
  const command = {
    overview: ['docker', 'image', 'inspect', key],
    layers: ['docker', 'history', '--no-trunc', key],
    inspect: ['docker', 'image', 'inspect', key],
  }[tab];
  const tabs = tabIds.map((tabId) => {
    const Icon = icons[tabId];
    return {
      id: tabId,
      label: t(`image-details:tab.${tabId}`),
      icon: <Icon size={16} stroke={1.5} aria-hidden />,
    };
  });

  return (
    <section
      className={classes.page}
      data-testid="details"
      data-kind="image"
      data-id={image.id}
      data-name={name}
      data-state={use}
    >
      <DetailsHead
        backTo="/images"
        backLabel={t('image-details:back')}
        title={name}
        state={<span className={classes.use}>{t(`image-details:use.${use}`)}</span>}
        meta={[<code key="id">{shortId(image.id)}</code>, formatBytes(image.size)]}
        tabs={tabs}
        active={tab}
        onTab={(next) => navigate(`/images/${image.id}/${next}`, { replace: true })}
        actions={
          <>
            <Button
              size="compact-md"
              leftSection={<IconPlayerPlay size={16} stroke={1.5} aria-hidden />}
              onClick={() => openDialog({ kind: 'run', image: key })}
            >
              {t('images:run')}
            </Button>
            <Button
              size="compact-md"
              variant="default"
              leftSection={<IconTrash size={16} stroke={1.5} aria-hidden />}
              onClick={() => setOpen('delete')}
            >
              {t('common:delete')}
            </Button>
            <ActionIcon
              variant="default"
              size={26}
              aria-label={t('list:more')}
              title={t('list:more')}
              aria-haspopup="menu"
              aria-expanded={menuAt !== null}
              onClick={(event) => setMenuAt(event.currentTarget.getBoundingClientRect())}
            >
              <IconDotsVertical size={16} stroke={1.5} aria-hidden />
            </ActionIcon>
          </>
        }
      />
      {/* It scrolls, which the keyboard must be able to do as well. */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: scrollable */}
      <div className={classes.panel} data-tab={tab} tabIndex={0} {...tabPanelProps(tab)}>
        {tab === 'overview' && <OverviewTab image={image} users={users} />}
        {tab === 'layers' && <LayersTab id={image.id} />}
        {tab === 'inspect' && <InspectTab id={image.id} />}
      </div>
      <CliFooter command={shellLine(command)} />
      {menuAt && <ActionMenu label={name} entries={entries} at={menuAt} onClose={() => setMenuAt(null)} />}
      {open === 'save' && <SaveDialog lines={lines} onClose={() => setOpen(null)} />}
      {open === 'delete' && (
        <DeleteImagesDialog
          lines={lines}
          onClose={() => setOpen(null)}
          onDeleted={() => navigate('/images')}
        />
      )}
    </section>
  );
}

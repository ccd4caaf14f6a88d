import type { FileEntry } from '@contract/files';
import { ActionIcon } from '@mantine/core';
import { IconDotsVertical, IconDownload } from '@tabler/icons-react';
import type { ReactNode, Ref } from 'react';
import { useTranslation } from 'react-i18next';
import { cleanText } from '../../lib/clean-text';
import { formatBytes, formatExact } from '../../lib/format';
import { ErrorNotice } from '../../ui/error-notice';
import { whyNotRead, whyNotWrite } from './file-words';
import classes from './files.module.css';
import { nameOf } from './paths';
import { type Places, placeOf } from './places';
import paneClasses from './preview.module.css';
import { TextView } from './text-view';
import { type ChangeMark, modeText } from './tree-model';
import { usePreview } from './use-preview';

interface PreviewPaneProps {
  id: string;
  path: string;
  ref?: Ref<HTMLElement>;
  /** Null while the listing has not told yet. */
  entry: FileEntry | null;
  change: ChangeMark | null;
  places: Places;
  onDownload: () => void;
  onMenu: (at: DOMRect) => void;
  onFollow: () => void;
  onSaved: () => void;
}

/** What the selected file is, and its contents where they can be shown. */
export function PreviewPane(props: PreviewPaneProps) {
  const { t } = useTranslation();
  const { id, path, entry, change, places } = props;
  const place = placeOf(places, path);
  const isGone = change === 'deleted';
  const hindrance = whyNotRead(t, place, entry);
  const reads = !isGone && hindrance === null && (entry?.type === 'file' || entry?.type === 'link');
  const preview = usePreview(id, reads ? path : null);
  const icon = { size: 16, stroke: 1.5, 'aria-hidden': true };
  const name = cleanText(nameOf(path), 255) || '/';
  return (
    <section
      ref={props.ref}
      tabIndex={-1}
      className={paneClasses.pane}
      aria-label={t('files:preview.title', { name })}
      data-testid="file-preview"
    >
      <header className={paneClasses.paneHead}>
        <h2 className={paneClasses.paneName} title={cleanText(path, 1000)}>
          {name}
        </h2>
        <ActionIcon
          variant="default"
          size={28}
          aria-label={t('files:action.download')}
          title={hindrance ?? t('files:action.download')}
          disabled={isGone || hindrance !== null}
          onClick={props.onDownload}
        >
          <IconDownload {...icon} />
        </ActionIcon>
        <ActionIcon
          variant="default"
          size={28}
          aria-label={t('files:action.more')}
          title={t('files:action.more')}
          onClick={(event) => props.onMenu(event.currentTarget.getBoundingClientRect())}
        >
          <IconDotsVertical {...icon} />
        </ActionIcon>
      </header>
      <Facts {...props} />
      {isGone ? (
        <Say>{t('files:preview.deleted')}</Say>
      ) : hindrance !== null ? (
        <Say>{hindrance}</Say>
      ) : entry?.type === 'folder' ? (
        <Say>{t('files:preview.folder')}</Say>
      ) : preview.error ? (
        entry?.type === 'link' && preview.error.code === 'not-found' ? (
          <Say>{t('files:link.deadWhy')}</Say>
        ) : (
          <div className={paneClasses.problem}>
            <ErrorNotice error={preview.error} onRetry={preview.reload} />
          </div>
        )
      ) : preview.value ? (
        <Content
          {...props}
          preview={preview.value}
          why={whyNotWrite(t, placeOf(places, preview.value.path))}
          reload={preview.reload}
        />
      ) : (
        reads && <Say isBusy>{t('files:preview.reading')}</Say>
      )}
    </section>
  );
}

function Facts({ path, entry, change, places, onFollow }: PreviewPaneProps) {
  const { t } = useTranslation();
  const { mount } = placeOf(places, path);
  const rows: [string, ReactNode][] = [
    [t('files:fact.path'), <code key="path">{cleanText(path, 1000)}</code>],
  ];
  if (entry && change !== 'deleted') {
    rows.push([t('files:fact.type'), t(`files:type.${entry.type}`)]);
    if (entry.type === 'file') rows.push([t('files:fact.size'), formatBytes(entry.size)]);
    if (entry.target !== null)
      rows.push([
        t('files:fact.target'),
        <button key="target" type="button" className={classes.follow} onClick={onFollow}>
          {cleanText(entry.target, 500)}
        </button>,
      ]);
    rows.push([
      t('files:fact.mode'),
      <code key="mode">{`${modeText(entry)} (${entry.mode.toString(8).padStart(4, '0')})`}</code>,
    ]);
    if (entry.uid !== null)
      rows.push([t('files:fact.owner'), <code key="owner">{`${entry.uid}:${entry.gid}`}</code>]);
    if (entry.modifiedAt > 0) rows.push([t('files:fact.modified'), formatExact(entry.modifiedAt)]);
  }
  if (change)
    rows.push([
      t('files:fact.change'),
      t(change === 'within' ? 'files:change.within' : `files:change.${change}Help`),
    ]);
  if (mount)
    rows.push([
      t('files:fact.mount'),
      t(`files:mount.${mount.kind}Help`, { source: cleanText(mount.source, 300) }),
    ]);
  return (
    <dl className={paneClasses.facts}>
      {rows.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Content({
  preview,
  why,
  reload,
  ...props
}: PreviewPaneProps & {
  preview: NonNullable<ReturnType<typeof usePreview>['value']>;
  why: string | null;
  reload: () => void;
}) {
  const { t } = useTranslation();
  const { content } = preview;
  switch (content.kind) {
    case 'text':
      return (
        <TextView
          key={`${preview.path} ${content.version}`}
          id={props.id}
          path={preview.path}
          text={content.text}
          version={content.version}
          hindrance={why}
          onSaved={props.onSaved}
          onReload={reload}
        />
      );
    case 'image':
      return (
        <div className={paneClasses.imageBox}>
          <img
            src={`data:${content.mime};base64,${content.base64}`}
            alt={cleanText(nameOf(preview.path), 200)}
          />
        </div>
      );
    case 'too-large':
      return (
        <Say>
          {t('files:preview.tooLarge', {
            limit: formatBytes(content.limit),
            size: formatBytes(preview.size),
          })}
        </Say>
      );
    case 'binary':
      return <Say>{t('files:preview.binary')}</Say>;
    case 'special':
      return (
        <Say>{content.type === 'folder' ? t('files:preview.linkToFolder') : t('files:why.special')}</Say>
      );
  }
}

function Say({ children, isBusy }: { children: ReactNode; isBusy?: boolean }) {
  return (
    <p className={paneClasses.say} aria-busy={isBusy}>
      {children}
    </p>
  );
}

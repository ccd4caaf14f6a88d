import type { BuildSource, ContextSize } from '@contract/builds';
import type { LighterErrorData } from '@contract/errors';
import { Button } from '@mantine/core';
import { IconFileCode, IconFolderOpen } from '@tabler/icons-react';
import { type DragEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call, offerFiles } from '../../lib/bridge';
import { cleanText } from '../../lib/clean-text';
import { asErrorData } from '../../lib/error-data';
import { formatBytes } from '../../lib/format';
import classes from './build-dialog.module.css';

/** Bytes from which on a context is called large. */
const huge = 100_000_000;

interface SourceFieldProps {
  source: BuildSource | null;
  /** The Dockerfile that another folder is built with, if it has none. */
  dockerfile: string;
  size: ContextSize | null;
  onSource: (source: BuildSource) => void;
  onError: (error: LighterErrorData) => void;
}

/** The folder to build: chosen or dropped; with what would be sent of it. */
export function SourceField({ source, dockerfile, size, onSource, onError }: SourceFieldProps) {
  const { t } = useTranslation();
  const [isOver, setOver] = useState(false);
  const take = (asked: Promise<BuildSource | null>) =>
    void asked.then(
      (found) => found && onSource(found),
      (thrown: unknown) => onError(asErrorData(thrown)),
    );
  const keep = source && { source: source.id, dockerfile };
  const choose = (kind: 'folder' | 'dockerfile') => take(call('builds.choose', { kind, keep }));
  const drop = async (files: File[]) => {
    const chosen = await offerFiles(files);
    return chosen && call('builds.dropped', { token: chosen.token });
  };
  const onDrag = (event: DragEvent) => {
    if (!event.dataTransfer.types.includes('Files')) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = 'copy';
    setOver(true);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the buttons in it do the same
    <div
      className={classes.source}
      data-testid="build-source"
      data-over={isOver || undefined}
      data-chosen={source !== null || undefined}
      onDragEnter={onDrag}
      onDragOver={onDrag}
      onDragLeave={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false);
      }}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        const files = [...event.dataTransfer.files];
        if (files.length > 0) take(drop(files));
      }}
    >
      {source === null ? (
        <p className={classes.note}>{t('builds:form.drop')}</p>
      ) : (
        <span className={classes.path} title={cleanText(source.folder, 1000)}>
          {cleanText(source.folder, 300)}
        </span>
      )}
      <div className={classes.buttons}>
        <Button
          size="compact-md"
          variant="default"
          leftSection={<IconFolderOpen size={16} stroke={1.5} aria-hidden />}
          onClick={() => choose('folder')}
          data-autofocus
        >
          {t('builds:form.folder')}
        </Button>
        <Button
          size="compact-md"
          variant="default"
          leftSection={<IconFileCode size={16} stroke={1.5} aria-hidden />}
          onClick={() => choose('dockerfile')}
        >
          {t('builds:form.file')}
        </Button>
      </div>
      {source !== null && (
        <p className={classes.note} data-testid="context-size" role="status">
          {size === null ? t('builds:form.measuring') : <Size size={size} />}
        </p>
      )}
    </div>
  );
}

function Size({ size }: { size: ContextSize }) {
  const { t } = useTranslation();
  const largest = size.largest
    .slice(0, 3)
    .map(({ path, bytes }) => `${cleanText(path, 60)} ${formatBytes(bytes)}`)
    .join(', ');
  const isHuge = size.bytes >= huge;
  return (
    <>
      {t('builds:form.size', { count: size.files, size: formatBytes(size.bytes) })}{' '}
      {size.ignoreFile === null
        ? t('builds:form.notIgnored')
        : t('builds:form.ignored', { file: size.ignoreFile })}{' '}
      {isHuge && largest !== '' && t('builds:form.largest', { list: largest })}{' '}
      {isHuge && <span className={classes.huge}>{t('builds:form.huge')}</span>}
    </>
  );
}

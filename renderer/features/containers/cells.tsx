import type { ContainerRow, PortRow } from '@contract/containers';
import { useTranslation } from 'react-i18next';
import { call } from '../../lib/bridge';
import { cleanText } from '../../lib/clean-text';
import { shortId } from '../../lib/format';
import { useEngine } from '../../store/mirror';
import { Age } from '../../ui/age';
import { CellLink, Nothing } from '../resource-page/cells';
import { useRowTabIndex } from '../resource-page/row-context';
import classes from './cells.module.css';
import { isRunning } from './container-states';
import { publishedPorts } from './ports';

/** The image it was made from; leads to the image. */
export function ImageCell({ row }: { row: ContainerRow }) {
  const image = row.image.startsWith('sha256:') ? shortId(row.image) : cleanText(row.image);
  return (
    <CellLink href={`#/images/${row.imageId}`} title={image}>
      {image}
    </CellLink>
  );
}

/** The published ports as links, on one line; those that do not fit are in the menu and on hover. */
export function PortsCell({ row }: { row: ContainerRow }) {
  return row.ports.some(({ hostPort }) => hostPort !== null) ? <PortLinks ports={row.ports} /> : <Nothing />;
}

function PortLinks(props: { ports: readonly PortRow[] }) {
  const { t } = useTranslation();
  const host = useEngine()?.endpoint.host ?? 'localhost';
  const tabIndex = useRowTabIndex();
  const ports = publishedPorts(props.ports, host);
  return (
    <span className={classes.ports} title={ports.map(({ label }) => label).join(', ')}>
      {ports.map(({ label, url }, index) => (
        <span key={label}>
          {index > 0 && ', '}
          {url === null ? (
            label
          ) : (
            <a
              href={url}
              tabIndex={tabIndex}
              title={t('containers:action.open', { place: url.replace('http://', '') })}
              onClick={(event) => {
                event.preventDefault();
                void call('app.openUrl', { url });
              }}
            >
              {label}
            </a>
          )}
        </span>
      ))}
    </span>
  );
}

/** How long it runs, or since when it does not. */
export function UptimeCell({ row }: { row: ContainerRow }) {
  if (row.since === null) return <Nothing />;
  return (
    <span className={classes.muted}>
      <Age since={row.since} form={isRunning(row) ? 'for' : 'ago'} />
    </span>
  );
}

/** When it was created. */
export function CreatedCell({ row }: { row: ContainerRow }) {
  return (
    <span className={classes.muted}>
      <Age since={row.createdAt} form="ago" />
    </span>
  );
}

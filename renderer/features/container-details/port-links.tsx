import type { ContainerRow } from '@contract/containers';
import { IconExternalLink } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { call } from '../../lib/bridge';
import { formatNumber } from '../../lib/format';
import { useEngine } from '../../store/mirror';
import { type PublishedPort, publishedPorts } from '../containers/ports';
import classes from './details.module.css';

/** More would leave no room for the name; the overview has them all. */
const mostInHead = 2;
const shownInHead = (ports: readonly PublishedPort[]) => (ports.length > mostInHead ? 1 : mostInHead);

/** The first published ports, for the page's head; those a browser can open are links. */
export function PortLinks({ row }: { row: ContainerRow }) {
  const host = useEngine()?.endpoint.host ?? 'localhost';
  const ports = publishedPorts(row.ports, host);
  const rest = ports.slice(shownInHead(ports));
  return (
    <span className={classes.ports}>
      {ports.slice(0, shownInHead(ports)).map((port) => (
        <PortLink key={port.label} port={port} />
      ))}
      {rest.length > 0 && (
        <span className={classes.restOfPorts} title={rest.map(({ label }) => label).join(', ')}>
          +{formatNumber(rest.length)}
        </span>
      )}
    </span>
  );
}

/** `80:80`, opened by main in the default browser. */
export function PortLink({ port }: { port: PublishedPort }) {
  const { t } = useTranslation();
  const { label, url } = port;
  if (url === null) return <span>{label}</span>;
  return (
    <a
      href={url}
      title={t('details:open', { place: url.replace('http://', '') })}
      onClick={(event) => {
        event.preventDefault();
        void call('app.openUrl', { url });
      }}
    >
      {label}
      <IconExternalLink size={14} stroke={1.5} aria-hidden />
    </a>
  );
}

import type { ContainerRow } from '@contract/containers';
import { IconExternalLink } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { call } from '../../lib/bridge';
import { useEngine } from '../../store/mirror';
import { type PublishedPort, publishedPorts } from '../containers/ports';
import classes from './details.module.css';

/** The published ports; those a browser can open are links. */
export function PortLinks({ row }: { row: ContainerRow }) {
  const host = useEngine()?.endpoint.host ?? 'localhost';
  return (
    <span className={classes.ports}>
      {publishedPorts(row.ports, host).map((port) => (
        <PortLink key={port.label} port={port} />
      ))}
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

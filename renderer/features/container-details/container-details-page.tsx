import type { ContainerRow } from '@contract/containers';
import {
  IconBraces,
  IconChartLine,
  IconFolder,
  IconLayoutDashboard,
  IconListDetails,
  IconTerminal2,
} from '@tabler/icons-react';
import { lazy, Suspense, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { navigate } from 'wouter/use-hash-location';
import { cleanText } from '../../lib/clean-text';
import { shortId } from '../../lib/format';
import { shellLine } from '../../lib/shell-quote';
import { useRow } from '../../store/mirror';
import { DetailsHead, tabPanelProps } from '../../ui/details-head';
import { ErrorNotice } from '../../ui/error-notice';
import { JsonView } from '../../ui/json-view';
import { StateMark } from '../../ui/state-mark';
import { DeleteContainersDialog } from '../containers/delete-containers-dialog';
import { LogView } from '../logs/log-view';
import classes from './details.module.css';
import { GonePage } from './gone-page';
import { HeadActions } from './head-actions';
import { Overview } from './overview';
import { PortLinks } from './port-links';
import { useInspection } from './use-inspection';

const FilesView = lazy(() => import('../files/files-view').then((m) => ({ default: m.FilesView })));
const StatsView = lazy(() => import('../stats/stats-view').then((m) => ({ default: m.StatsView })));
// With the terminal emulator, which is half as large as all the rest.
const TerminalView = lazy(() =>
  import('../terminal/terminal-view').then((m) => ({ default: m.TerminalView })),
);

const tabs = ['overview', 'logs', 'terminal', 'files', 'stats', 'inspect'] as const;
type Tab = (typeof tabs)[number];

interface ContainerDetailsPageProps {
  id: string;
  tab?: string;
}

/** One container: what it is, what it says, and all that the engine knows of it. */
export function ContainerDetailsPage({ id, tab }: ContainerDetailsPageProps) {
  const row = useRow('containers', id);
  const list = useRow('lists', 'containers');
  const seen = useRef<ContainerRow | null>(null);
  // Compose gives a container that it replaces another name before it goes.
  const first = useRef(row?.name);
  first.current ??= row?.name;
  if (row) seen.current = row;
  if (row) return <Details row={row} tab={tabs.find((known) => known === tab) ?? 'overview'} />;
  return (
    <GonePage name={first.current ?? shortId(id)} lastName={seen.current?.name ?? shortId(id)} list={list} />
  );
}

function Details({ row, tab }: { row: ContainerRow; tab: Tab }) {
  const { t } = useTranslation();
  const [isDeleting, setDeleting] = useState(false);
  const inspection = useInspection(row);
  const image = row.image.startsWith('sha256:') ? shortId(row.image) : cleanText(row.image, 128);
  const icon = { size: 16, stroke: 1.5, 'aria-hidden': true };
  return (
    <section
      className={classes.page}
      data-testid="details"
      data-kind="container"
      data-id={row.id}
      data-name={row.name}
      data-state={row.state}
    >
      <DetailsHead
        backTo="/containers"
        backLabel={t('details:back')}
        title={row.name}
        state={<StateMark state={row.state} health={row.health} exitCode={row.exitCode} />}
        meta={[
          <a key="image" href={`#/images/${row.imageId}`} title={image}>
            {image}
          </a>,
          ...(row.ports.some((port) => port.hostPort !== null) ? [<PortLinks key="ports" row={row} />] : []),
        ]}
        actions={<HeadActions row={row} onDelete={() => setDeleting(true)} />}
        tabs={[
          { id: 'overview', label: t('details:tab.overview'), icon: <IconLayoutDashboard {...icon} /> },
          { id: 'logs', label: t('details:tab.logs'), icon: <IconListDetails {...icon} /> },
          { id: 'terminal', label: t('details:tab.terminal'), icon: <IconTerminal2 {...icon} /> },
          { id: 'files', label: t('files:tab'), icon: <IconFolder {...icon} /> },
          { id: 'stats', label: t('stats:tab'), icon: <IconChartLine {...icon} /> },
          { id: 'inspect', label: t('details:tab.inspect'), icon: <IconBraces {...icon} /> },
        ]}
        active={tab}
        onTab={(next) => navigate(`/containers/${row.id}/${next}`, { replace: true })}
      />
      <div {...tabPanelProps(tab)} className={classes.panel}>
        {tab === 'overview' && (
          <Overview row={row} inspection={inspection} onDelete={() => setDeleting(true)} />
        )}
        {tab === 'logs' && <LogView key={row.id} sources={[row]} />}
        {tab === 'terminal' && (
          <Suspense fallback={<p className={classes.waiting}>{t('common:loading')}</p>}>
            <TerminalView key={row.id} row={row} />
          </Suspense>
        )}
        {tab === 'files' && (
          <Suspense>
            <FilesView key={row.id} row={row} json={inspection.json} />
          </Suspense>
        )}
        {tab === 'stats' && (
          <Suspense>
            <StatsView key={row.id} row={row} />
          </Suspense>
        )}
        {tab === 'inspect' && <Inspect row={row} inspection={inspection} />}
      </div>
      {isDeleting && (
        <DeleteContainersDialog
          rows={[row]}
          onClose={() => setDeleting(false)}
          onDeleted={() => navigate('/containers')}
        />
      )}
    </section>
  );
}

function Inspect({ row, inspection }: { row: ContainerRow; inspection: ReturnType<typeof useInspection> }) {
  if (inspection.error)
    return (
      <div className={classes.problem}>
        <ErrorNotice error={inspection.error} onRetry={inspection.reload} />
      </div>
    );
  if (inspection.json === undefined) return null;
  const cli = (template: string | null) =>
    shellLine(['docker', 'inspect', ...(template === null ? [] : ['--format', template]), row.name]);
  return <JsonView value={inspection.json} cli={cli} />;
}

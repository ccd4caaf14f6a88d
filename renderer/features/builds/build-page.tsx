import type { BuildRecord } from '@contract/builds';
import { Button } from '@mantine/core';
import {
  IconBinaryTree,
  IconFileCode,
  IconHammer,
  IconInfoCircle,
  IconListNumbers,
  IconPlayerPlay,
  IconUpload,
} from '@tabler/icons-react';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { navigate } from 'wouter/use-hash-location';
import { shellLine } from '../../lib/shell-quote';
import { useRow } from '../../store/mirror';
import { openDialog } from '../../store/ui';
import { CliFooter } from '../../ui/cli-footer';
import { DetailsHead, tabPanelProps } from '../../ui/details-head';
import { buildArgs } from './build-cli';
import { BuildFault } from './build-fault';
import { imageOf } from './build-look';
import type { BuildView } from './build-view';
import classes from './builds.module.css';
import { DetailsTab } from './details-tab';
import { StagesTab } from './stages-tab';
import { StepsTab } from './steps-tab';
import { useBuild } from './use-build';
import { BuildState, cancelBuild, Took } from './use-build-descriptor';

const DockerfileView = lazy(() => import('./dockerfile-view').then((m) => ({ default: m.DockerfileView })));

const tabIds = ['steps', 'stages', 'dockerfile', 'details'] as const;
const icons = {
  steps: IconListNumbers,
  stages: IconBinaryTree,
  dockerfile: IconFileCode,
  details: IconInfoCircle,
};

interface BuildPageProps {
  id: string;
  tab?: string;
}

/** One build, live or as it was. */
export function BuildPage({ id, tab }: BuildPageProps) {
  const { t } = useTranslation();
  const row = useRow('builds', id);
  // The row may come after the page: only then there is something to watch.
  const view = useBuild(id, row ? 'known' : 'unknown');
  if (view.record) return <Details view={view} record={view.record} tab={tab} />;
  if (view.error === null || row?.state === 'running') return null;
  return (
    <section className={classes.page}>
      <DetailsHead backTo="/builds" backLabel={t('builds:back')} title={row?.name ?? ''} />
      <p className={classes.gone} role="status">
        {t('builds:gone')}
      </p>
    </section>
  );
}

function Details({ view, record, tab: wanted }: { view: BuildView; record: BuildRecord; tab?: string }) {
  const { t } = useTranslation();
  const tab = tabIds.find((known) => known === wanted) ?? 'steps';
  const { row, form, failedLine } = record;
  const to = (next: string) => navigate(`/builds/${row.id}/${next}`, { replace: true });
  const tabs = tabIds.map((id) => {
    const Icon = icons[id];
    return { id, label: t(`builds:tab.${id}`), icon: <Icon size={16} stroke={1.5} aria-hidden /> };
  });
  return (
    <section
      className={classes.page}
      data-testid="details"
      data-kind="build"
      data-id={row.id}
      data-name={row.name}
      data-state={row.state}
    >
      <DetailsHead
        backTo="/builds"
        backLabel={t('builds:back')}
        title={row.name}
        state={<BuildState state={row.state} />}
        meta={[<Took key="took" row={row} />, t(`builds:builder.${row.builder}`)]}
        tabs={tabs}
        active={tab}
        onTab={to}
        actions={<Actions record={record} />}
      />
      {/* It scrolls, which the keyboard must be able to do as well. */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: scrollable */}
      <div className={classes.panel} tabIndex={0} {...tabPanelProps(tab)}>
        {tab === 'steps' && <BuildFault record={record} onShowLine={() => to('dockerfile')} />}
        {tab === 'steps' && <StepsTab record={record} output={view.output} />}
        {tab === 'stages' && <StagesTab record={record} />}
        {tab === 'details' && <DetailsTab record={record} />}
        {tab === 'dockerfile' && (
          <Suspense>
            {failedLine !== null && <p role="status">{t('builds:failedAt', { line: failedLine })}</p>}
            <div className={classes.editor}>
              <DockerfileView
                text={record.dockerfile}
                label={t('builds:editor.label')}
                failedLine={failedLine}
              />
            </div>
          </Suspense>
        )}
      </div>
      <CliFooter command={shellLine(buildArgs(form, row.folder, row.builder))} />
    </section>
  );
}

function Actions({ record: { row, form } }: { record: BuildRecord }) {
  const { t } = useTranslation();
  const image = imageOf(row, form.tags);
  const [tag] = form.tags;
  if (row.state === 'running')
    return (
      <Button size="compact-md" variant="default" onClick={() => cancelBuild(row.taskId, row.name, t)}>
        {t('common:cancel')}
      </Button>
    );
  return (
    <>
      {image !== null && (
        <Button
          size="compact-md"
          leftSection={<IconPlayerPlay size={16} stroke={1.5} aria-hidden />}
          onClick={() => openDialog({ kind: 'run', image })}
        >
          {t('builds:run')}
        </Button>
      )}
      {image !== null && tag !== undefined && (
        <Button
          size="compact-md"
          variant="default"
          leftSection={<IconUpload size={16} stroke={1.5} aria-hidden />}
          onClick={() => openDialog({ kind: 'push', tag })}
        >
          {t('builds:push')}
        </Button>
      )}
      <Button
        size="compact-md"
        variant="default"
        leftSection={<IconHammer size={16} stroke={1.5} aria-hidden />}
        onClick={() => openDialog({ kind: 'build', again: row.id })}
      >
        {t('builds:buildAgain')}
      </Button>
    </>
  );
}

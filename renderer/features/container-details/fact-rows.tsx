import type { ContainerRow } from '@contract/containers';
import type { TFunction } from 'i18next';
import { cleanText } from '../../lib/clean-text';
import { formatNumber } from '../../lib/format';
import { shellLine } from '../../lib/shell-quote';
import { Age } from '../../ui/age';
import type { Property } from '../../ui/property-list';
import { publishedPorts } from '../containers/ports';
import { CopyId } from './copy-id';
import { exitMeaning } from './exit-words';
import { formatLimit } from './format-limit';
import { PortLink } from './port-links';
import type { ContainerFacts, Mount } from './read-inspect';

const code = (value: string) => <code>{cleanText(value, 2000)}</code>;
const some = (rows: (Property | false)[]): Property[] => rows.filter((row) => row !== false);

/** What it is and how it fares. */
export function basicRows(t: TFunction, row: ContainerRow, facts: ContainerFacts): Property[] {
  const at = (ms: number | null) => (ms === null ? '–' : <Age since={ms} form="ago" />);
  const hasEnded = row.state === 'exited' || row.state === 'dead';
  const { policy, retries, count } = facts.restart;
  const meaning = exitMeaning(facts.exitCode, facts.oomKilled);
  const command = [...facts.entrypoint, ...facts.command];
  return some([
    { label: t('details:basic.id'), value: <CopyId id={row.id} /> },
    {
      label: t('details:basic.image'),
      value: <a href={`#/images/${row.imageId}`}>{cleanText(row.image, 300)}</a>,
    },
    { label: t('details:basic.command'), value: command.length > 0 ? code(shellLine(command)) : '–' },
    facts.workingDir !== '' && { label: t('details:basic.workingDir'), value: code(facts.workingDir) },
    { label: t('details:basic.user'), value: facts.user === '' ? t('details:basic.root') : code(facts.user) },
    { label: t('details:basic.created'), value: at(facts.createdAt) },
    { label: t('details:basic.started'), value: at(facts.startedAt) },
    hasEnded && { label: t('details:basic.finished'), value: at(facts.finishedAt) },
    hasEnded && {
      label: t('details:basic.exitCode'),
      value: `${facts.exitCode} · ${t(`details:exit.short.${meaning.word}`, { signal: meaning.signal })}`,
    },
    {
      label: t('details:basic.restart'),
      value:
        policy === 'on-failure' && retries > 0
          ? t('details:restart.upTo', { count: retries })
          : t(`details:restart.${restartWord(policy)}`),
    },
    count > 0 && { label: t('details:basic.restarts'), value: formatNumber(count) },
    facts.autoRemove && { label: t('details:basic.autoRemove'), value: t('details:basic.yes') },
    facts.privileged && { label: t('details:basic.privileged'), value: t('details:basic.privilegedYes') },
  ]);
}

const restartWords = ['no', 'always', 'unless-stopped', 'on-failure'] as const;
const restartWord = (policy: string) => restartWords.find((word) => word === policy) ?? 'no';

/** Every port it listens on, with where each can be reached. */
export function portRows(t: TFunction, row: ContainerRow, facts: ContainerFacts, host: string): Property[] {
  const published = publishedPorts(row.ports, host);
  const exposed = new Set([
    ...facts.exposed,
    ...row.ports.map(({ containerPort, protocol }) => `${containerPort}/${protocol}`),
  ]);
  return [...exposed].map((name) => {
    const [containerPort, protocol = 'tcp'] = name.split('/');
    const here = published.filter(({ label }) =>
      label.endsWith(protocol === 'tcp' ? `:${containerPort}` : `:${containerPort}/${protocol}`),
    );
    const value = here.map((port) => <PortLink key={port.label} port={port} />);
    return { label: name, value: value.length > 0 ? value : t('details:ports.notPublished') };
  });
}

/** Volumes and folders it sees. */
export function mountRows(t: TFunction, mounts: readonly Mount[]): Property[] {
  return mounts.map(({ kind, source, target, readOnly }) => ({
    label: t(`details:mounts.${kind}`),
    value: (
      <>
        {source !== '' && <>{code(source)} → </>}
        {code(target)}
        {readOnly && ` ${t('details:mounts.readOnly')}`}
      </>
    ),
  }));
}

/** Networks it is on, each with its addresses. */
export function networkRows(t: TFunction, facts: ContainerFacts): Property[] {
  if (facts.networks.length === 0 && facts.networkMode !== '')
    return [{ label: cleanText(facts.networkMode, 200), value: t('details:networks.noAddress') }];
  return facts.networks.map(({ network, addresses }) => ({
    label: cleanText(network, 200),
    value: addresses.length > 0 ? code(addresses.join(', ')) : t('details:networks.noAddress'),
  }));
}

/** What it may use at most. */
export function limitRows(t: TFunction, { limits }: ContainerFacts): Property[] {
  const none = t('details:limits.none');
  return [
    { label: t('details:limits.memory'), value: limits.memory > 0 ? formatLimit(limits.memory) : none },
    {
      label: t('details:limits.cpus'),
      value:
        limits.cpus > 0
          ? t('details:limits.cpuCount', { count: limits.cpus, number: formatNumber(limits.cpus) })
          : none,
    },
    { label: t('details:limits.pids'), value: limits.pids > 0 ? formatNumber(limits.pids) : none },
  ];
}

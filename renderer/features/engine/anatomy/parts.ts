import type { AnatomyUpdate } from '@contract/anatomy';
import type { ContainerRow } from '@contract/containers';
import type { TFunction } from 'i18next';
import { cleanText } from '../../../lib/clean-text';
import { formatNumber } from '../../../lib/format';
import { type Chain, type PartKind, runtimeProgram } from './anatomy-model';

/** One part of the picture and the list: what it is called, what is known of it, what it does, where it leads. */
export interface Part {
  key: string;
  kind: PartKind;
  name: string;
  /** `PID 13654`, `20.10.24, API 1.41`. */
  facts: string;
  /** One or two sentences. */
  explanation: string;
  /** The id of an element of this page, or a page's path. */
  leadsTo: { element: string } | { page: string };
  /** There is no such part on this engine, or nothing is known of it. */
  absent?: boolean;
}

export interface Row {
  container: ContainerRow;
  shim: Part;
  runtime: Part;
  main: Part;
}

export interface Anatomy {
  client: Part;
  daemon: Part;
  keeper: Part;
  rows: Row[];
  /** Running containers that are not among the rows. */
  more: number;
}

/** Puts into words what is known. */
export function anatomyOf(
  t: TFunction,
  chain: Chain,
  containers: readonly ContainerRow[],
  shown: number,
  update: AnatomyUpdate | null,
): Anatomy {
  const engine = chain.podman ? 'podman' : 'docker';
  const { keeper } = chain;
  return {
    client: {
      key: 'client',
      kind: 'client',
      name: t('anatomy:client'),
      facts: update
        ? t('anatomy:callsAMinute', {
            count: update.calls.perMinute,
            number: formatNumber(update.calls.perMinute),
          })
        : t('anatomy:lighter'),
      explanation: t('anatomy:explain.client'),
      leadsTo: { element: 'engine-traffic' },
    },
    daemon: {
      key: 'daemon',
      kind: 'daemon',
      name: chain.daemon.name,
      facts: t('anatomy:daemonFacts', {
        version: cleanText(chain.daemon.version, 40),
        api: cleanText(chain.daemon.api, 12),
      }),
      explanation: t(`anatomy:explain.daemon.${engine}`),
      leadsTo: { element: 'version-engine' },
    },
    keeper: {
      key: 'keeper',
      kind: 'keeper',
      name: 'containerd',
      facts: keeper ? cleanText(keeper.version, 40) || t('anatomy:notTold') : t('anatomy:doesNotExist'),
      explanation: t(
        keeper === null
          ? 'anatomy:explain.keeper.podman'
          : keeper.version === ''
            ? 'anatomy:explain.keeper.untold'
            : 'anatomy:explain.keeper.docker',
      ),
      leadsTo: { element: 'version-containerd' },
      absent: !keeper || keeper.version === '',
    },
    rows: containers.slice(0, shown).map((container) => rowOf(t, chain, container, update)),
    more: Math.max(0, containers.length - shown),
  };
}

function rowOf(t: TFunction, chain: Chain, container: ContainerRow, update: AnatomyUpdate | null): Row {
  const process = update?.processes[container.id];
  const name = cleanText(container.name, 128);
  const page = `/containers/${container.id}`;
  const program = cleanText(runtimeProgram(process), 40);
  const runtimeVersion = cleanText(chain.runtimes.get(program.toLowerCase()) ?? '', 40);
  const running = process?.name ?? null;
  const reading = process ? null : t('anatomy:reading');
  const shimName = chain.podman ? 'conmon' : (process?.shim?.name ?? 'containerd-shim');
  return {
    container,
    shim: {
      key: `shim ${container.id}`,
      kind: 'shim',
      name: chain.shim,
      facts: reading ?? (process?.shim ? pidText(t, process.shim.pid) : t('anatomy:shimUnknown')),
      explanation: [
        t('anatomy:explain.shim', { shim: shimName, name }),
        chain.podman
          ? ''
          : t(chain.liveRestore ? 'anatomy:explain.liveRestore' : 'anatomy:explain.noLiveRestore'),
        process && !process.shim ? t('anatomy:explain.shimUnknown') : '',
      ]
        .filter(Boolean)
        .join(' '),
      leadsTo: { page },
    },
    runtime: {
      key: `runtime ${container.id}`,
      kind: 'runtime',
      name: reading ?? (program || t('anatomy:notTold')),
      facts: runtimeVersion,
      explanation: program
        ? t(
            /^(runc|crun|youki)$/.test(program) ? 'anatomy:explain.runtime' : 'anatomy:explain.otherRuntime',
            {
              runtime: [program, runtimeVersion].filter(Boolean).join(' '),
              name,
            },
          )
        : t('anatomy:explain.noRuntime', { name }),
      leadsTo: { element: `version-${program.toLowerCase()}` },
      absent: program === '',
    },
    main: {
      key: `container ${container.id}`,
      kind: 'container',
      name,
      facts:
        reading ??
        (process?.pid
          ? t('anatomy:mainFacts', { process: cleanText(running ?? process.command, 60), pid: process.pid })
          : t('anatomy:pidUnknown')),
      explanation: process?.pid
        ? t(running ? 'anatomy:explain.container' : 'anatomy:explain.containerStartedAs', {
            process: cleanText(running ?? process.command, 60),
            pid: process.pid,
            name,
          })
        : t('anatomy:explain.containerUnknown', { name }),
      leadsTo: { page },
    },
  };
}

const pidText = (t: TFunction, pid: number) => t('anatomy:pid', { pid });

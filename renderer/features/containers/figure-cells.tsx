import type { StatsSample } from '@contract/containers';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useShallow } from 'zustand/react/shallow';
import { formatBytes, formatNumber, formatPercent } from '../../lib/format';
import { useStats } from '../../store/stats';
import { sumOfHistories } from '../../store/stats-history';
import { Sparkline } from '../../ui/sparkline';
import { Nothing } from '../resource-page/cells';
import classes from './figure-cells.module.css';

/** What fills the height of a line at least: less is noise. Per cent of a CPU, bytes, bytes a second. */
const cpuSpan = 5;
const memorySpan = 1_000_000;
const networkSpan = 1000;

function Figure({
  line,
  title,
  children,
}: {
  line: ReactNode;
  title?: string | undefined;
  children: ReactNode;
}) {
  return (
    <span className={classes.figure} title={title}>
      {line}
      <span className={classes.number}>{children}</span>
    </span>
  );
}

/** CPU of the last two seconds, and of the last minute as a line; renders alone when its figure changes. */
export function CpuCell({ id }: { id: string }) {
  const cpu = useStats((stats) => stats.rows[id]?.cpu);
  const history = useStats((stats) => stats.history[id]?.cpu);
  if (cpu == null) return <Nothing />;
  return <Figure line={<Sparkline values={history} span={cpuSpan} />}>{formatPercent(cpu)}</Figure>;
}

/** Memory in use, the limit on hover. */
export function MemoryCell({ id }: { id: string }) {
  const { t } = useTranslation();
  const memory = useStats((stats) => stats.rows[id]?.memory);
  const limit = useStats((stats) => stats.rows[id]?.memoryLimit ?? 0);
  const history = useStats((stats) => stats.history[id]?.memory);
  if (memory === undefined) return <Nothing />;
  return (
    <Figure
      line={<Sparkline values={history} span={memorySpan} />}
      title={limit > 0 ? t('containers:memoryLimit', { limit: formatBytes(limit) }) : undefined}
    >
      {formatBytes(memory)}
    </Figure>
  );
}

/** Bytes a second in both directions together; each by itself on hover. */
export function NetworkCell({ id }: { id: string }) {
  const { t } = useTranslation();
  const network = useStats((stats) => stats.rows[id]?.network);
  const history = useStats((stats) => stats.history[id]?.network);
  if (!network) return <Nothing />;
  const title = t('containers:networkRates', {
    in: formatBytes(network.in),
    out: formatBytes(network.out),
  });
  return (
    <Figure line={<Sparkline values={history} span={networkSpan} />} title={title}>
      {formatBytes(network.in + network.out)}/s
    </Figure>
  );
}

type Key = 'cpu' | 'memory' | 'network';

const spans = { cpu: cpuSpan, memory: memorySpan, network: networkSpan } as const;

const figureOf = {
  cpu: ({ cpu }: StatsSample) => cpu,
  memory: ({ memory }: StatsSample) => memory,
  network: ({ network }: StatsSample) => network && network.in + network.out,
} as const;

/** What running containers come to together, and of how many the figure is known. */
function useSum(ids: readonly string[], key: Key): { sum: number; known: number } {
  const text = useStats(({ rows }) => {
    let sum = 0;
    let known = 0;
    for (const id of ids) {
      const sample = rows[id];
      const figure = sample ? figureOf[key](sample) : null;
      if (figure === null) continue;
      sum += figure;
      known += 1;
    }
    return `${sum} ${known}`;
  });
  const [sum = 0, known = 0] = text.split(' ').map(Number);
  return { sum, known };
}

interface GroupFigureProps {
  ids: readonly string[];
  figure: Key;
  format: (value: number) => string;
}

/** The sum for running containers, and its last minute as a line; tells on hover when some are missing in it. */
export function GroupFigure({ ids, figure, format }: GroupFigureProps) {
  const { t } = useTranslation();
  const { sum, known } = useSum(ids, figure);
  const history = useStats(
    useShallow((stats) =>
      sumOfHistories(
        ids.map((id) => stats.history[id]),
        figure,
      ),
    ),
  );
  if (known === 0) return <Nothing />;
  const partial = t('containers:group.partial', {
    known: formatNumber(known),
    all: formatNumber(ids.length),
  });
  return (
    <Figure
      line={<Sparkline values={history} span={spans[figure]} />}
      title={known < ids.length ? partial : undefined}
    >
      {format(sum)}
    </Figure>
  );
}

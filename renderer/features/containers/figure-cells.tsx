import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { formatBytes, formatPercent } from '../../lib/format';
import { useStats } from '../../store/stats';
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

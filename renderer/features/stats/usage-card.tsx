import type { ContainerUsage } from '@contract/stats';
import { type ReactNode, useMemo } from 'react';
import { Chart, type ChartLine } from './chart';
import { type Columns, toColumns } from './series';
import classes from './stats.module.css';

export interface UsageLine extends ChartLine {
  of: (usage: ContainerUsage) => number | null;
}

interface UsageCardProps {
  title: string;
  /** `[data-testid]` of the figure. */
  testId: string;
  figure: ReactNode;
  /** What the figure is measured by, or its totals. */
  note: ReactNode;
  lines: readonly UsageLine[];
  readings: readonly ContainerUsage[];
  span: number;
  now: number;
  least: number;
  format: (value: number) => string;
  /** The chart in words. */
  inWords: (columns: Columns) => string;
  /** Stands in for the chart where there can be none. */
  instead?: ReactNode;
  wide?: boolean;
}

/** One kind of usage: its figure in words, what it is measured by, and its course. */
export function UsageCard(props: UsageCardProps) {
  const { title, testId, figure, note, lines, readings, span, now, inWords, instead, wide } = props;
  const columns = useMemo(
    () =>
      toColumns(
        readings,
        lines.map(({ of }) => of),
        span,
        now,
      ),
    [readings, lines, span, now],
  );
  return (
    <section className={classes.card} data-wide={wide}>
      <h2>{title}</h2>
      <div className={classes.figure} data-testid={testId}>
        {figure}
      </div>
      <div className={classes.note}>{note}</div>
      {instead ? (
        <p className={classes.instead}>{instead}</p>
      ) : (
        <Chart
          label={inWords(columns)}
          lines={lines}
          columns={columns}
          span={span}
          now={now}
          least={props.least}
          format={props.format}
        />
      )}
    </section>
  );
}

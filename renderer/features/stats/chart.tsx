import { useEffect, useRef } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import i18next from 'i18next';
import type { Columns } from './series';
import classes from './stats.module.css';

export interface ChartLine {
  /** Shown while the chart is pointed at; empty where there is only one line. */
  label: string;
  /** A colour token: `--lighter-accent`. */
  colour: string;
  dashed?: boolean;
}

interface ChartProps {
  /** What the chart shows, in words, for those who cannot see it. */
  label: string;
  lines: readonly ChartLine[];
  columns: Columns;
  /** ms shown, up to `now`. */
  span: number;
  now: number;
  /** The scale reaches at least this far. */
  least: number;
  format: (value: number) => string;
}

/** A line chart that fills its box; drawn once with each change of `columns`. */
export function Chart(props: ChartProps) {
  const box = useRef<HTMLDivElement>(null);
  const tip = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const latest = useRef(props);
  latest.current = props;

  useEffect(() => {
    const node = box.current;
    if (!node) return;
    const make = () => {
      plot.current?.destroy();
      plot.current = new uPlot(options(node, latest, tip), latest.current.columns, node);
      draw(plot.current, latest.current);
    };
    make();
    // Colours are read once: another theme is another chart.
    const dark = window.matchMedia('(prefers-color-scheme: dark)');
    dark.addEventListener('change', make);
    const observer = new ResizeObserver(() =>
      plot.current?.setSize({ width: node.clientWidth, height: node.clientHeight }),
    );
    observer.observe(node);
    return () => {
      dark.removeEventListener('change', make);
      observer.disconnect();
      plot.current?.destroy();
      plot.current = null;
    };
  }, []);

  const { columns, span, now, label } = props;
  useEffect(() => {
    if (plot.current) draw(plot.current, { columns, span, now });
  }, [columns, span, now]);

  return (
    <div className={classes.chart}>
      <div ref={box} className={classes.plot} role="img" aria-label={label} />
      <div ref={tip} className={classes.tip} aria-hidden="true" hidden />
    </div>
  );
}

function draw(chart: uPlot, { columns, span, now }: Pick<ChartProps, 'columns' | 'span' | 'now'>): void {
  chart.batch(() => {
    chart.setData(columns, false);
    chart.setScale('x', { min: (now - span) / 1000, max: now / 1000 });
  });
}

type Ref<T> = { readonly current: T };

function options(node: HTMLElement, latest: Ref<ChartProps>, tip: Ref<HTMLElement | null>): uPlot.Options {
  const { lines } = latest.current;
  const colour = colourReader(node);
  const axis = {
    stroke: colour('--lighter-text-muted'),
    font: `11px ${getComputedStyle(node).fontFamily}`,
    grid: { stroke: colour('--lighter-border'), width: 1 },
    ticks: { show: false },
  };
  return {
    width: node.clientWidth,
    height: node.clientHeight,
    padding: [8, 28, 0, 0],
    legend: { show: false },
    cursor: { y: false, drag: { x: false, y: false }, points: { size: 6 } },
    scales: {
      x: { time: true, auto: false },
      y: { range: (_, __, greatest) => [0, Math.max(latest.current.least, (greatest ?? 0) * 1.15)] },
    },
    axes: [
      { ...axis, grid: { show: false }, size: 24, gap: 4, space: 90, values: (_, at) => at.map(clock) },
      { ...axis, size: 68, gap: 6, space: 32, values: (_, at) => at.map((v) => latest.current.format(v)) },
    ],
    series: [
      {},
      ...lines.map((line, index) => ({
        stroke: colour(line.colour),
        width: 1.5,
        dash: line.dashed ? [4, 3] : undefined,
        fill: index === 0 && lines.length === 1 ? faint(colour(line.colour)) : undefined,
        points: { show: false },
      })),
    ],
    hooks: { setCursor: [(chart) => showTip(chart, latest.current, tip.current)] },
  };
}

/** The figures under the pointer, beside it. */
function showTip(chart: uPlot, { lines, format }: ChartProps, tip: HTMLElement | null): void {
  if (!tip) return;
  const { idx, left = -1 } = chart.cursor;
  const at = idx === null || idx === undefined ? undefined : chart.data[0][idx];
  tip.hidden = true;
  if (left < 0 || at === undefined || typeof idx !== 'number') return;
  const words = lines.flatMap(({ label }, index) => {
    const value = chart.data[index + 1]?.[idx];
    return typeof value === 'number' ? [[label, format(value)].filter(Boolean).join(' ')] : [];
  });
  tip.hidden = words.length === 0;
  tip.textContent = [clock(at), ...words].join('  ·  ');
}

/** `14:05:30`, of seconds since 1970. */
function clock(seconds: number): string {
  return new Intl.DateTimeFormat(i18next.language, { timeStyle: 'medium', hourCycle: 'h23' }).format(
    seconds * 1000,
  );
}

/** A canvas knows no custom properties: what a token comes to in the theme in force. */
function colourReader(node: HTMLElement): (token: string) => string {
  return (token) => {
    const probe = document.createElement('span');
    probe.style.color = `var(${token})`;
    node.append(probe);
    const { color } = getComputedStyle(probe);
    probe.remove();
    return color;
  };
}

const faint = (colour: string) => colour.replace(/^rgb\((.*)\)$/, 'rgba($1, 0.12)');

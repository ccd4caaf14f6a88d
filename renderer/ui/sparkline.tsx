import classes from './sparkline.module.css';

const width = 36;
const height = 14;
/** Points that fill the width; fewer begin further right. */
const full = 30;

/**
 * The path of the last figures, newest at the right edge. `span` is the least difference that fills the height, so
 * that what hardly changes stays flat. Pure.
 */
export function sparkPath(values: readonly number[], span: number): string {
  const low = Math.min(...values);
  const high = Math.max(low + span, ...values);
  const step = width / (full - 1);
  return values
    .map((value, index) => {
      const x = width - (values.length - 1 - index) * step;
      const y = height - 1 - ((value - low) / (high - low)) * (height - 2);
      return `${index === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`;
    })
    .join('');
}

/** Two points are a dot, which says nothing. */
const least = 3;

/** A tiny line beside a figure, once there are enough points to be one. */
export function Sparkline({ values, span }: { values: readonly number[] | undefined; span: number }) {
  if (!values || values.length < least) return null;
  return (
    <svg
      className={classes.line}
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      aria-hidden="true"
    >
      <path d={sparkPath(values, span)} />
    </svg>
  );
}

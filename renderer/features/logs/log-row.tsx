import { type CSSProperties, memo } from 'react';
import { useTranslation } from 'react-i18next';
import { formatNumber } from '../../lib/format';
import { type AnsiColor, type AnsiStyle, rgbFlag } from './ansi';
import classes from './log-row.module.css';
import type { HitRange } from './log-search';
import { clockTime, type DrawnRow, segmentsOf } from './row-text';

interface LogRowViewProps {
  row: DrawnRow;
  timestamps: boolean;
  /** Shows the day as well as the time. */
  withDay: boolean;
  ranges: readonly HitRange[];
  isCurrent: boolean;
  /** Out of view, kept because a selection begins or ends in it. */
  isPinned: boolean;
  /** The container's name, where several are shown. */
  source: string | null;
}

/** One line of output, or the mark where the container stopped or started again. */
export const LogRowView = memo((props: LogRowViewProps) => {
  const { row, timestamps, withDay, ranges, isCurrent, isPinned, source } = props;
  if (row.kind !== 'line')
    return <Mark seq={row.seq} ended={row.kind === 'ended'} source={source} isPinned={isPinned} />;
  const segments = segmentsOf(row.line.tokens, ranges);
  const hidden = row.line.hidden;
  return (
    <div
      className={classes.row}
      data-seq={row.seq}
      data-stream={row.stderr ? 'stderr' : 'stdout'}
      data-current={isCurrent || undefined}
      data-pinned={isPinned || undefined}
    >
      {timestamps && (
        <span className={classes.time} title={row.time}>
          {clockTime(row.time, withDay)}{' '}
        </span>
      )}
      {source !== null && (
        <span className={classes.source} data-source={row.source % sourceColours} title={source}>
          {source}{' '}
        </span>
      )}
      <span className={classes.text}>
        {segments.map((segment, index) => {
          const look = segment.style ? lookOf(segment.style) : undefined;
          const Tag = segment.hit ? 'mark' : 'span';
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a line have a fixed order
            <Tag key={index} {...look}>
              {segment.text}
            </Tag>
          );
        })}
        {(hidden > 0 || row.truncated) && <Note hidden={hidden} truncated={row.truncated} />}
      </span>
    </div>
  );
});

/** Of containers shown together; the style sheet has as many. */
export const sourceColours = 8;

// The words have components of their own: a translation hook in each line would cost more than the line.

interface MarkProps {
  seq: number;
  ended: boolean;
  source: string | null;
  isPinned: boolean;
}

function Mark({ seq, ended, source, isPinned }: MarkProps) {
  const { t } = useTranslation();
  const word = ended ? 'ended' : 'started';
  return (
    <div className={classes.mark} data-seq={seq} data-pinned={isPinned || undefined}>
      <span>{source === null ? t(`logs:mark.${word}`) : t(`logs:markOf.${word}`, { name: source })}</span>
    </div>
  );
}

function Note({ hidden, truncated }: { hidden: number; truncated: boolean }) {
  const { t } = useTranslation();
  return (
    <>
      {hidden > 0 && (
        <span className={classes.note}>
          {t('logs:hiddenChars', { count: hidden, number: formatNumber(hidden) })}
        </span>
      )}
      {truncated && <span className={classes.note}>{t('logs:truncated')}</span>}
    </>
  );
}

type Look = { 'data-fg'?: string | number; className?: string; style?: CSSProperties };

// xterm's own sixteen, for backgrounds: a program that paints one means exactly that colour.
const palette = [
  0x000000, 0xcd0000, 0x00cd00, 0xcdcd00, 0x0000ee, 0xcd00cd, 0x00cdcd, 0xe5e5e5, 0x7f7f7f, 0xff0000,
  0x00ff00, 0xffff00, 0x5c5cff, 0xff00ff, 0x00ffff, 0xffffff,
];
const rgbOf = (color: AnsiColor) => (color & rgbFlag ? color & 0xffffff : (palette[color] ?? 0));
const css = (rgb: number) => `#${rgb.toString(16).padStart(6, '0')}`;

/** Foregrounds follow the theme (see the style sheet); on a background the text is black or white, whichever reads. */
function lookOf(style: AnsiStyle): Look {
  const names = [
    style.bold && classes.bold,
    style.dim && classes.dim,
    style.italic && classes.italic,
    (style.underline || style.strike) && classes.line,
  ].filter(Boolean);
  const look: Look = { style: {} };
  const background = style.inverse ? style.fg : style.bg;
  const foreground = style.inverse ? style.bg : style.fg;
  if (background !== null) {
    const rgb = rgbOf(background);
    look.style = { background: css(rgb), color: isLight(rgb) ? '#000' : '#fff' };
  } else if (style.inverse) {
    names.push(classes.inverse);
  } else if (foreground !== null && foreground & rgbFlag) {
    look['data-fg'] = 'rgb';
    look.style = { '--ansi': css(rgbOf(foreground)) } as CSSProperties;
  } else if (foreground !== null) {
    look['data-fg'] = foreground;
  }
  if (style.underline || style.strike) {
    const lines = [style.underline && 'underline', style.strike && 'line-through'].filter(Boolean).join(' ');
    look.style = { ...look.style, textDecorationLine: lines };
  }
  if (names.length > 0) look.className = names.join(' ');
  return look;
}

function isLight(rgb: number): boolean {
  const channel = (shift: number) => {
    const part = ((rgb >> shift) & 255) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  };
  // Above this luminance black has the better contrast (WCAG).
  return 0.2126 * channel(16) + 0.7152 * channel(8) + 0.0722 * channel(0) > 0.179;
}

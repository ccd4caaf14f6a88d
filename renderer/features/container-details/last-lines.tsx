import type { LogLine } from '@contract/containers';
import type { LighterErrorData } from '@contract/errors';
import { useTranslation } from 'react-i18next';
import { cleanText } from '../../lib/clean-text';
import { plainText } from '../logs/ansi';
import { clockTime, isOtherDay } from '../logs/row-text';
import classes from './exit-card.module.css';

interface LastLinesProps {
  lines: readonly LogLine[] | null;
  error: LighterErrorData | null;
}

/** What a container wrote last, without colours; lines of standard error are marked. */
export function LastLines({ lines, error }: LastLinesProps) {
  const { t } = useTranslation();
  if (error)
    return <p className={classes.none}>{t('exit:noLines', { words: cleanText(error.message, 300) })}</p>;
  if (lines === null) return <div className={classes.lines} aria-busy="true" />;
  if (lines.length === 0) return <p className={classes.none}>{t('exit:silent')}</p>;
  const withDay = isOtherDay(lines[0]?.time ?? '', new Date());
  return (
    <figure className={classes.quote}>
      <figcaption>{t('exit:lastLines', { count: lines.length })}</figcaption>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it */}
      <ol className={classes.lines} data-testid="last-lines" tabIndex={0}>
        {lines.map(({ time, text, stream }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines may repeat, and never change
          <li key={index} data-stream={stream}>
            <time title={time}>{clockTime(time, withDay)}</time>
            <span>{plainText(text)}</span>
            {stream === 'stderr' && <span className="sr-only">{t('exit:stderr')}</span>}
          </li>
        ))}
      </ol>
    </figure>
  );
}

import { useTranslation } from 'react-i18next';
import classes from './empty-log.module.css';
import type { LogSession } from './log-session';

/** Stands in for lines: nothing was written, it was cleared, or nothing of it is what was asked for. */
export function EmptyLog({ session }: { session: LogSession }) {
  const { t } = useTranslation();
  const { since, until } = session.span;
  const word =
    session.buffer.lines > 0
      ? session.search && !session.search.done
        ? 'searching'
        : 'noMatch'
      : session.isCleared
        ? 'cleared'
        : since !== null || until !== null
          ? 'span'
          : 'none';
  return (
    <div className={classes.empty} data-testid="log-empty">
      <strong>{t(`logs:empty.${word}.title`)}</strong>
      <span>{t(`logs:empty.${word}.text`)}</span>
    </div>
  );
}

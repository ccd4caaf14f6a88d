import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { formatBytes, formatNumber } from '../../lib/format';
import classes from './log-notice.module.css';
import { type LogSession, usualLimits, wholeTail } from './log-session';

/** Says what of the log is not in the view, and offers the rest. Nothing when all of it is. */
export function LogNotice({ session }: { session: LogSession }) {
  const { t } = useTranslation();
  const { buffer, limits, tail } = session;
  const text =
    buffer.dropped > 0
      ? t('logs:notice.dropped', {
          lines: formatNumber(limits === usualLimits ? limits.lines : wholeTail),
          size: formatBytes(limits.bytes),
        })
      : session.hasMore
        ? t('logs:notice.tail', { lines: formatNumber(tail) })
        : null;
  if (text === null) return null;
  return (
    <div className={classes.notice}>
      <span>{text}</span>
      {tail < wholeTail && (
        <Button size="compact-xs" variant="default" onClick={() => session.open(wholeTail)}>
          {t('logs:loadAll')}
        </Button>
      )}
    </div>
  );
}

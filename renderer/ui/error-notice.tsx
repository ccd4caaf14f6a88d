import type { LighterErrorData } from '@contract/errors';
import { Button } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from './error-notice.module.css';

interface ErrorNoticeProps {
  error: LighterErrorData;
  onRetry?: () => void;
  /** The engine's words are the point, and need no click. */
  isOpen?: boolean;
}

/** A failure in words: what happened, what next, and the engine's own words in a fold. */
export function ErrorNotice({ error, onRetry, isOpen }: ErrorNoticeProps) {
  const { t } = useTranslation();
  return (
    <div className={classes.notice} role="alert">
      <IconAlertTriangle size={16} stroke={1.5} aria-hidden className={classes.icon} />
      <div className={classes.text}>
        <strong>{t(`errors:${error.code}.what`)}</strong>
        <p>{t(`errors:${error.code}.next`)}</p>
        <details open={isOpen}>
          <summary>{t('errors:words')}</summary>
          <pre>{[error.message, error.detail].filter(Boolean).join('\n')}</pre>
        </details>
        {onRetry && (
          <Button size="compact-sm" variant="default" onClick={onRetry}>
            {t('common:tryAgain')}
          </Button>
        )}
      </div>
    </div>
  );
}

import { buildPlace, buildWords } from '@contract/build-words';
import type { LighterErrorData } from '@contract/errors';
import { Button } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { cleanText } from '../lib/clean-text';
import { type ErrorReason, errorReason } from '../lib/error-reason';
import classes from './error-notice.module.css';
import { waitSentence } from './wait-sentence';

interface ErrorNoticeProps {
  error: LighterErrorData;
  onRetry?: () => void;
  /** Offered where a login to the registry may help. */
  onLogIn?: () => void;
  /** The engine's words are the point, and need no click. */
  isOpen?: boolean;
}

const askLogin = new Set<ErrorReason>(['login', 'denied', 'wrong-password']);

/** A failure in words: what happened, what next, and the engine's own words in a fold. */
export function ErrorNotice({ error, onRetry, onLogIn, isOpen }: ErrorNoticeProps) {
  const { t } = useTranslation();
  const reason = errorReason(error);
  const ofBuild = buildWords(error);
  const words = reason === null ? (ofBuild ?? `errors:${error.code}`) : `errors:reason.${reason}`;
  const place = error.build ? cleanText(buildPlace(error.build, t), 300) : '';
  return (
    <div className={classes.notice} role="alert">
      <IconAlertTriangle size={16} stroke={1.5} aria-hidden className={classes.icon} />
      <div className={classes.text}>
        <strong>{t(`${words}.what`)}</strong>
        {place !== '' && <p className={classes.place}>{place}</p>}
        <p>{waitSentence(error, t) ?? t(`${words}.next`)}</p>
        <details open={isOpen}>
          <summary>
            {t(
              error.code === 'registry'
                ? 'errors:registryWords'
                : ofBuild !== null
                  ? 'errors:build.words'
                  : 'errors:words',
            )}
          </summary>
          <pre>{[error.message, error.detail].filter(Boolean).join('\n')}</pre>
        </details>
        {onLogIn && reason !== null && askLogin.has(reason) && (
          <Button size="compact-sm" variant="default" onClick={onLogIn}>
            {t('registries:login.logIn')}
          </Button>
        )}
        {onRetry && (
          <Button size="compact-sm" variant="default" onClick={onRetry}>
            {t('common:tryAgain')}
          </Button>
        )}
      </div>
    </div>
  );
}

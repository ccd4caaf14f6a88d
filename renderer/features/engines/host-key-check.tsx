import type { HostKeys } from '@contract/engines';
import type { LighterErrorData } from '@contract/errors';
import { Button } from '@mantine/core';
import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../lib/bridge';
import { cleanText } from '../../lib/clean-text';
import { asErrorData } from '../../lib/error-data';
import { shellLine } from '../../lib/shell-quote';
import { CliLine } from '../../ui/cli-line';
import { ErrorNotice } from '../../ui/error-notice';
import classes from './engines.module.css';

interface HostKeyCheckProps {
  engineKey: string;
  onCancel: () => void;
  onTrusted: () => void;
}

/** The keys an ssh server shows, for somebody to compare; nothing is trusted before the button is pressed. */
export function HostKeyCheck({ engineKey, onCancel, onTrusted }: HostKeyCheckProps) {
  const { t } = useTranslation();
  const [found, setFound] = useState<HostKeys | null>(null);
  const [error, setError] = useState<LighterErrorData | null>(null);
  const fetch = useCallback(() => {
    setError(null);
    call('engines.hostKeys', { key: engineKey }).then(setFound, (thrown: unknown) =>
      setError(asErrorData(thrown)),
    );
  }, [engineKey]);
  useEffect(fetch, [fetch]);
  const trust = async (token: string) => {
    try {
      await call('engines.trustHost', { token });
      onTrusted();
    } catch (thrown) {
      setError(asErrorData(thrown));
    }
  };
  const token = found?.state === 'unknown' ? found.token : null;
  return (
    <form
      className={classes.body}
      onSubmit={(event) => {
        event.preventDefault();
        if (token !== null) void trust(token);
      }}
    >
      {error && <ErrorNotice error={error} onRetry={fetch} isOpen />}
      {!found && !error && (
        <p className={classes.lead} role="status">
          {t('engines:hostKey.fetching')}
        </p>
      )}
      {found && (
        <>
          <p className={classes.lead}>
            {t(`engines:hostKey.${found.state}`, { host: cleanText(found.host, 200) })}
          </p>
          <dl className={classes.keys} data-testid="host-keys">
            {found.keys.map(({ type, fingerprint }) => (
              <div key={fingerprint}>
                <dt>{type}</dt>
                <dd>
                  <code>{fingerprint}</code>
                </dd>
              </div>
            ))}
          </dl>
          {found.state === 'unknown' && (
            <p className={classes.lead}>
              {t('engines:hostKey.compare')} <code>{found.file}</code>
            </p>
          )}
          {found.state === 'changed' && (
            <>
              <p className={classes.warning}>{t('engines:hostKey.changedNext')}</p>
              <CliLine command={shellLine(['ssh-keygen', '-R', found.host])} />
            </>
          )}
        </>
      )}
      <div className={classes.buttons}>
        <span className={classes.space} />
        <Button variant="default" onClick={onCancel} data-autofocus>
          {t('engines:back')}
        </Button>
        {token !== null && <Button type="submit">{t('engines:hostKey.trust')}</Button>}
      </div>
    </form>
  );
}

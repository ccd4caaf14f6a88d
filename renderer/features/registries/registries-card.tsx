import type { LighterErrorData } from '@contract/errors';
import type { RegistryList, RegistryLogin } from '@contract/registries';
import { Button } from '@mantine/core';
import { IconLogin2 } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../lib/bridge';
import { cleanText } from '../../lib/clean-text';
import { asErrorData } from '../../lib/error-data';
import { shellLine } from '../../lib/shell-quote';
import { useEngine } from '../../store/mirror';
import { ErrorNotice } from '../../ui/error-notice';
import { notifyError, notifySuccess } from '../../ui/notify';
import { keptWords } from './kept-words';
import { LoginDialog } from './login-dialog';
import classes from './registries-card.module.css';

/** The registries somebody is logged in to, and what to do about those without TLS. */
export function RegistriesCard() {
  const { t } = useTranslation();
  const { value, error, retry } = useRegistries();
  const [isAsking, setAsking] = useState(false);
  const logOut = ({ server }: RegistryLogin) =>
    call('registries.logout', { server }).then(
      () => {
        notifySuccess(t('registries:loggedOut', { server: cleanText(server, 100) }));
        retry();
      },
      (thrown: unknown) =>
        notifyError(t('registries:notLoggedOut', { server: cleanText(server, 100) }), asErrorData(thrown)),
    );
  return (
    <section className={classes.card} aria-labelledby="registries" data-testid="registries">
      <h2 id="registries">
        {t('registries:title')}
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconLogin2 size={14} stroke={1.5} aria-hidden />}
          onClick={() => setAsking(true)}
        >
          {t('registries:login.logIn')}
        </Button>
      </h2>
      {error && <ErrorNotice error={error} onRetry={retry} />}
      {value && <Logins list={value} onLogOut={logOut} />}
      {value && <Insecure registries={value.insecure} />}
      {isAsking && (
        <LoginDialog
          onClose={() => {
            setAsking(false);
            retry();
          }}
        />
      )}
    </section>
  );
}

/** Asked anew after each change and with another engine; logins are there without an engine too. */
function useRegistries() {
  const epoch = useEngine()?.epoch;
  const [attempt, setAttempt] = useState(0);
  const [value, setValue] = useState<RegistryList | null>(null);
  const [error, setError] = useState<LighterErrorData | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another engine or attempt asks again
  useEffect(() => {
    let isStale = false;
    call('registries.list', {}).then(
      (list) => {
        if (isStale) return;
        setValue(list);
        setError(null);
      },
      (thrown: unknown) => !isStale && setError(asErrorData(thrown)),
    );
    return () => {
      isStale = true;
    };
  }, [epoch, attempt]);
  return { value, error, retry: () => setAttempt((count) => count + 1) };
}

function Logins({ list, onLogOut }: { list: RegistryList; onLogOut: (login: RegistryLogin) => void }) {
  const { t } = useTranslation();
  return (
    <>
      {list.problems.map((problem) => (
        <p key={problem} className={classes.problem} role="alert">
          {cleanText(problem, 400)}
        </p>
      ))}
      {list.logins.length === 0 ? (
        <p className={classes.empty}>{t('registries:empty')}</p>
      ) : (
        <ul className={classes.logins}>
          {list.logins.map((login) => (
            <li key={login.server} data-server={login.server}>
              <span className={classes.names}>
                <strong>{cleanText(login.server === 'docker.io' ? 'Docker Hub' : login.server, 100)}</strong>
                <span>
                  {login.user === null ? t('registries:byToken') : cleanText(login.user, 100)}
                  {' · '}
                  {t(`registries:kept.${login.keptBy}`, keptWords(login))}
                </span>
              </span>
              <Button
                size="compact-sm"
                variant="default"
                aria-label={t('registries:logOutOf', { server: cleanText(login.server, 100) })}
                title={shellLine([
                  'docker',
                  'logout',
                  ...(login.server === 'docker.io' ? [] : [login.server]),
                ])}
                onClick={() => onLogOut(login)}
              >
                {t('registries:logOut')}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

/** What it takes to use a registry without TLS, or with a certificate nobody has signed. */
function Insecure({ registries }: { registries: readonly string[] | null }) {
  const { t } = useTranslation();
  return (
    <details className={classes.help}>
      <summary>{t('registries:insecure.title')}</summary>
      <p>{t('registries:insecure.selfSigned')}</p>
      <pre>/etc/docker/certs.d/registry.example:5000/ca.crt</pre>
      <p>{t('registries:insecure.plain')}</p>
      <pre>{'{ "insecure-registries": ["registry.example:5000"] }'}</pre>
      <p>
        {registries && registries.length > 0
          ? t('registries:insecure.now', { names: cleanText(registries.join(', '), 400) })
          : t('registries:insecure.none')}
      </p>
    </details>
  );
}

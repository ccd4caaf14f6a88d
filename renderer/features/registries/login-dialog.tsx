import type { RegistryList } from '@contract/registries';
import { PasswordInput, TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../lib/bridge';
import { cleanText } from '../../lib/clean-text';
import { shellLine } from '../../lib/shell-quote';
import { currentEpoch, useEngine } from '../../store/mirror';
import { ActionDialog } from '../../ui/action-dialog';
import { notifySuccess } from '../../ui/notify';
import classes from '../tasks/task-form.module.css';
import { keptWords } from './kept-words';

interface LoginDialogProps {
  /** `docker.io` where none is given. */
  server?: string;
  /** After the login is checked and kept, or given up. */
  onClose: () => void;
}

/** Asks for a registry's user and password or token; the engine checks them before they are kept. */
export function LoginDialog({ server: first = 'docker.io', onClose }: LoginDialogProps) {
  const { t } = useTranslation();
  const [server, setServer] = useState(first);
  const [user, setUser] = useState('');
  const [secret, setSecret] = useState('');
  const keeps = usePlace();
  const isEngineRunning = useEngine()?.state === 'running';
  const name = server.trim();
  const isHub = /^(index\.)?docker\.io$/i.test(name);
  const logIn = async () => {
    await call('registries.login', { epoch: currentEpoch(), server: name, user: user.trim(), secret });
    setSecret('');
    notifySuccess(t('registries:loggedIn', { server: cleanText(name, 100) }));
  };
  const missing = name === '' || user.trim() === '' || secret === '' ? '' : null;
  return (
    <ActionDialog
      title={t('registries:login.title')}
      confirm={t('registries:login.logIn')}
      reason={isEngineRunning ? missing : t('pull:noEngine')}
      onConfirm={logIn}
      onClose={onClose}
      cli={shellLine(['docker', 'login', '-u', user.trim() || 'USER', ...(isHub ? [] : [name || 'SERVER'])])}
    >
      <TextInput
        label={t('registries:login.server')}
        description={t('registries:login.serverHint')}
        inputWrapperOrder={['label', 'input', 'description']}
        value={server}
        onChange={(event) => setServer(event.currentTarget.value)}
        classNames={{ input: 'mono' }}
        spellCheck={false}
        autoComplete="off"
      />
      <TextInput
        label={t('registries:login.user')}
        value={user}
        onChange={(event) => setUser(event.currentTarget.value)}
        spellCheck={false}
        autoComplete="off"
        data-autofocus
      />
      <PasswordInput
        label={t('registries:login.secret')}
        description={isHub ? t('registries:login.hubHint') : undefined}
        inputWrapperOrder={['label', 'input', 'description']}
        value={secret}
        onChange={(event) => setSecret(event.currentTarget.value)}
        visibilityToggleButtonProps={{ 'aria-label': t('registries:login.show') }}
        autoComplete="off"
      />
      {keeps && <p className={classes.note}>{t(`registries:keeps.${keeps.by}`, keptWords(keeps))}</p>}
    </ActionDialog>
  );
}

/** Where the login will be kept; null until it is known. */
function usePlace(): RegistryList['keeps'] | null {
  const [place, setPlace] = useState<RegistryList['keeps'] | null>(null);
  useEffect(() => {
    let isGone = false;
    call('registries.list', {}).then(
      ({ keeps }) => !isGone && setPlace(keeps),
      () => undefined,
    );
    return () => {
      isGone = true;
    };
  }, []);
  return place;
}

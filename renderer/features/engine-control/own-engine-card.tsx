import type { EngineRow } from '@contract/engine';
import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../lib/bridge';
import { asErrorData } from '../../lib/error-data';
import { shellLine } from '../../lib/shell-quote';
import { CliLine } from '../../ui/cli-line';
import { notifyError, notifySuccess } from '../../ui/notify';
import classes from './engine-control.module.css';

/** What concerns Lighter's own engine only: how a shell reaches it, the docker context, its log. */
export function OwnEngineCard({ control }: { control: EngineRow['control'] }) {
  const { t } = useTranslation();
  if (control.dockerHost === null) return null;
  return (
    <section className={classes.card}>
      <h2>{t('engine-control:own.title')}</h2>
      <h3>{t('engine-control:own.host')}</h3>
      <p>{t('engine-control:own.hostHelp')}</p>
      <CliLine command={`export ${shellLine([`DOCKER_HOST=${control.dockerHost}`])}`} />
      <ContextChoice />
      {control.logFile && (
        <p>
          {t('engine-control:logFile')} <code>{control.logFile}</code>
        </p>
      )}
    </section>
  );
}

function ContextChoice() {
  const { t } = useTranslation();
  const [present, setPresent] = useState<boolean | null>(null);
  useEffect(() => {
    let isGone = false;
    call('engine.context', {}).then(
      (answer) => !isGone && setPresent(answer),
      (thrown: unknown) => notifyError(t('engine-control:own.contextFailed'), asErrorData(thrown)),
    );
    return () => {
      isGone = true;
    };
  }, [t]);
  const change = async (wanted: boolean) => {
    try {
      await call('engine.setContext', { present: wanted });
      setPresent(wanted);
      notifySuccess(t(wanted ? 'engine-control:own.created' : 'engine-control:own.removed'));
    } catch (thrown) {
      notifyError(t('engine-control:own.contextFailed'), asErrorData(thrown));
    }
  };
  return (
    <>
      <h3>{t('engine-control:own.context')}</h3>
      <p>{t('engine-control:own.contextHelp')}</p>
      <div>
        <Button
          size="compact-md"
          variant="default"
          disabled={present === null}
          onClick={() => void change(!present)}
        >
          {t(present ? 'engine-control:own.remove' : 'engine-control:own.create')}
        </Button>
      </div>
    </>
  );
}

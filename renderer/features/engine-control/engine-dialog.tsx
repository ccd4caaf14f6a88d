import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { cleanText } from '../../lib/clean-text';
import { useEngine } from '../../store/mirror';
import { CliLine } from '../../ui/cli-line';
import { DialogButtons, DialogForm } from '../../ui/dialog-frame';
import { OnEngine } from '../../ui/on-engine';
import { engineCli } from './engine-cli';
import classes from './engine-control.module.css';
import { performEngine, runningContainers } from './perform';

interface EngineDialogProps {
  action: 'stop' | 'restart';
  onClose: () => void;
}

/** Asks before the engine is stopped or restarted, naming the containers that stop with it. */
export function EngineDialog({ action, onClose }: EngineDialogProps) {
  const { t } = useTranslation();
  const engine = useEngine();
  // As they were when the question was asked: they vanish from the list while the engine stops.
  const [rows] = useState(runningContainers);
  const cli = engineCli(engine?.control.provider ?? null, action);
  return (
    <DialogForm
      title={t(`engine-control:ask.${action}.title`)}
      size={620}
      onClose={onClose}
      onSubmit={() => {
        onClose();
        performEngine(action);
      }}
    >
      <OnEngine />
      <p className={classes.lead}>{t('engine-control:ask.lead', { count: rows.length })}</p>
      <ul className={classes.items} tabIndex={rows.length > 6 ? 0 : undefined}>
        {rows.map((row) => (
          <li key={row.id}>
            <strong>{cleanText(row.name, 128)}</strong> <span>{cleanText(row.image, 128)}</span>
          </li>
        ))}
      </ul>
      <p className={classes.lead}>{t(`engine-control:ask.${action}Next`)}</p>
      {cli && <CliLine command={cli} />}
      <DialogButtons onCancel={onClose}>
        <Button size="compact-md" type="submit" color="red.8">
          {t(`engine-control:${action}`)}
        </Button>
      </DialogButtons>
    </DialogForm>
  );
}

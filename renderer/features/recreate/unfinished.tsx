import type { UnfinishedRecreate } from '@contract/recreate';
import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../lib/bridge';
import { cleanText } from '../../lib/clean-text';
import { asErrorData } from '../../lib/error-data';
import { formatExact } from '../../lib/format';
import { currentEpoch } from '../../store/mirror';
import { CliLine } from '../../ui/cli-line';
import { DialogFrame } from '../../ui/dialog-frame';
import { notifyError, notifySuccess } from '../../ui/notify';
import { OnEngine } from '../../ui/on-engine';
import classes from './recreate.module.css';
import { unfinishedLines } from './unfinished-lines';

/** Replacements that broke off in the middle, told as soon as their engine is there again. */
export function Unfinished({ first }: { first: readonly UnfinishedRecreate[] }) {
  const [rows, setRows] = useState(first);
  const [row] = rows;
  return row ? (
    <UnfinishedDialog key={row.id} row={row} onClose={() => setRows(rows.filter((one) => one !== row))} />
  ) : null;
}

function UnfinishedDialog({ row, onClose }: { row: UnfinishedRecreate; onClose: () => void }) {
  const { t } = useTranslation();
  const [busy, setBusy] = useState<'back' | 'keep' | null>(null);
  const name = cleanText(row.name, 128);
  const lines = unfinishedLines(row);
  const settle = async (how: 'back' | 'keep') => {
    setBusy(how);
    try {
      await call('recreate.settle', { epoch: currentEpoch(), id: row.id, how });
      notifySuccess(t(`recreate:unfinished.done.${how}`, { name }));
    } catch (thrown) {
      notifyError(t('recreate:unfinished.failed', { name }), asErrorData(thrown));
    }
    onClose();
  };
  return (
    <DialogFrame title={t('recreate:unfinished.title', { name })} size={520} onClose={onClose}>
      <div className={classes.body}>
        <OnEngine />
        <p>{t('recreate:unfinished.what', { name, when: formatExact(row.startedAt) })}</p>
        <ul className={classes.facts}>
          <li>{t('recreate:unfinished.old', { name: cleanText(row.keptName, 160) })}</li>
          <li>
            {t(
              row.newRuns
                ? 'recreate:unfinished.newRuns'
                : row.newName !== null
                  ? 'recreate:unfinished.newStopped'
                  : 'recreate:unfinished.noNew',
            )}
          </li>
        </ul>
        {lines.keep && <Way words={t('recreate:unfinished.keep')} command={lines.keep} />}
        <Way words={t('recreate:unfinished.back')} command={lines.back} />
        <div className={classes.buttons}>
          <Button size="compact-md" variant="default" disabled={busy !== null} onClick={onClose}>
            {t('recreate:unfinished.later')}
          </Button>
          {row.newName !== null && (
            <Button
              size="compact-md"
              variant="default"
              loading={busy === 'keep'}
              disabled={busy === 'back'}
              onClick={() => void settle('keep')}
            >
              {t('recreate:unfinished.keep')}
            </Button>
          )}
          <Button
            size="compact-md"
            loading={busy === 'back'}
            disabled={busy === 'keep'}
            data-autofocus
            onClick={() => void settle('back')}
          >
            {t('recreate:unfinished.back')}
          </Button>
        </div>
      </div>
    </DialogFrame>
  );
}

/** One of the ways out, as the CLI goes it. */
function Way({ words, command }: { words: string; command: string }) {
  return (
    <div>
      <h3 className={classes.heading}>{words}</h3>
      <CliLine command={command} />
    </div>
  );
}

import type { EngineList } from '@contract/engines';
import type { LighterErrorData } from '@contract/errors';
import { Button } from '@mantine/core';
import { IconPlus, IconRefresh } from '@tabler/icons-react';
import { useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../lib/bridge';
import { asErrorData } from '../../lib/error-data';
import { CliLine } from '../../ui/cli-line';
import { ErrorNotice } from '../../ui/error-notice';
import { notifyError } from '../../ui/notify';
import { EngineOption } from './engine-option';
import { cliOf } from './engine-words';
import classes from './engines.module.css';
import { switchEngine } from './switch-engine';

interface EngineChoiceProps {
  list: EngineList | null;
  error: LighterErrorData | null;
  again: () => void;
  /** The key to begin with, for instance of an engine just added. */
  initial: string | null;
  onAdd: () => void;
  onHostKey: (key: string) => void;
  onClose: () => void;
}

/** Stands for no choice: as the docker CLI decides. */
const automatic = '';

/** All engines found, of which one is chosen. */
export function EngineChoice({ list, error, again, initial, onAdd, onHostKey, onClose }: EngineChoiceProps) {
  const { t } = useTranslation();
  const group = useId();
  const [picked, setPicked] = useState(initial);
  const [isBusy, setBusy] = useState(false);
  const value = picked ?? list?.chosen ?? automatic;
  const chosen = list?.engines.find(({ names }) => names.some(({ key }) => key === value));
  const isAsking = list?.engines.some(({ state }) => state === 'checking') ?? false;
  const form = useRef<HTMLFormElement>(null);
  const isListed = list !== null;
  // The list comes after the dialog has opened: only now is there something to hold the focus.
  useEffect(() => {
    if (isListed) form.current?.querySelector<HTMLElement>('input:checked')?.focus();
  }, [isListed]);
  const cli = cliOf(chosen);

  const apply = async () => {
    setBusy(true);
    const isOnItsWay = await switchEngine(value === automatic ? null : value);
    setBusy(false);
    if (isOnItsWay) onClose();
  };
  const remove = async (key: string) => {
    try {
      await call('engines.remove', { key });
      if (value === key) setPicked(null);
      again();
    } catch (thrown) {
      notifyError(t('engines:failed.remove'), asErrorData(thrown));
    }
  };

  return (
    <form
      ref={form}
      className={classes.body}
      onSubmit={(event) => {
        event.preventDefault();
        if (!isBusy && list) void apply();
      }}
    >
      <p className={classes.lead}>{t('engines:lead')}</p>
      {error && <ErrorNotice error={error} />}
      {list === null ? (
        <p className={classes.lead} role="status">
          {t('engines:looking')}
        </p>
      ) : (
        <div className={classes.list} role="radiogroup" aria-label={t('engines:title')}>
          <div className={classes.option}>
            <input
              id={group}
              type="radio"
              name={`${group}-engine`}
              className={classes.radio}
              checked={value === automatic}
              aria-label={t('engines:automatic')}
              aria-describedby={`${group}-help`}
              onChange={() => setPicked(automatic)}
            />
            <label htmlFor={group} className={classes.label}>
              <span className={classes.head}>
                <strong>{t('engines:automatic')}</strong>
              </span>
              <span id={`${group}-help`} className={classes.more}>
                {t('engines:automaticHelp')}
              </span>
            </label>
          </div>
          {list.engines.map((engine) => (
            <EngineOption
              key={engine.key}
              engine={engine}
              group={`${group}-engine`}
              checked={engine === chosen}
              onChoose={() => setPicked(engine.key)}
              onRemove={(key) => void remove(key)}
              onHostKey={onHostKey}
            />
          ))}
        </div>
      )}
      {cli && <CliLine command={cli} asIs />}
      <div className={classes.buttons}>
        <Button
          variant="default"
          leftSection={<IconPlus size={16} stroke={1.5} aria-hidden />}
          onClick={onAdd}
        >
          {t('engines:add.open')}
        </Button>
        <Button
          variant="subtle"
          loading={isAsking}
          leftSection={<IconRefresh size={16} stroke={1.5} aria-hidden />}
          onClick={again}
        >
          {t('engines:again')}
        </Button>
        <span className={classes.space} />
        <Button variant="default" onClick={onClose}>
          {t('common:cancel')}
        </Button>
        <Button type="submit" loading={isBusy} disabled={list === null}>
          {t('engines:switch')}
        </Button>
      </div>
    </form>
  );
}

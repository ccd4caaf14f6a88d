import type { FoundEngine } from '@contract/engines';
import { ActionIcon, Button } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { cleanText } from '../../lib/clean-text';
import { formatNumber } from '../../lib/format';
import { StateSign } from '../../ui/state-mark';
import { nameOf, productText, stateLooks } from './engine-words';
import classes from './engines.module.css';

interface EngineOptionProps {
  engine: FoundEngine;
  group: string;
  checked: boolean;
  onChoose: () => void;
  onRemove: (key: string) => void;
  onHostKey: (key: string) => void;
}

/** One engine of the list: a radio with its name, described by all that is known of it. */
export function EngineOption({ engine, group, checked, onChoose, onRemove, onHostKey }: EngineOptionProps) {
  const { t } = useTranslation();
  const id = useId();
  const name = nameOf(engine);
  const look = stateLooks[engine.state];
  const [first, ...others] = engine.names;
  const added = engine.names.filter(({ origin }) => origin === 'added');
  const isKeyUnknown = engine.reason?.code === 'host-key-unknown';
  return (
    <div
      className={classes.option}
      data-testid="engine-option"
      data-key={engine.key}
      data-name={name}
      data-state={engine.state}
      data-current={engine.current}
    >
      <input
        id={id}
        type="radio"
        name={group}
        className={classes.radio}
        checked={checked}
        aria-label={name}
        aria-describedby={`${id}-more`}
        onChange={onChoose}
      />
      <label htmlFor={id} className={classes.label}>
        <span className={classes.head}>
          <strong>{name}</strong>
          {engine.current && <span className={classes.tag}>{t('engines:current')}</span>}
          {engine.remote && (
            <span className={classes.tag} data-tone="remote">
              {t('engines:remote')}
            </span>
          )}
          {engine.route === 'plain' && (
            <span className={classes.tag} data-tone="bad">
              {t('engines:plain')}
            </span>
          )}
        </span>
        <span id={`${id}-more`} className={classes.more}>
          <span>{productText(engine, t)}</span>
          {first && <code>{cleanText(first.url, 200)}</code>}
          {others.length > 0 && (
            <span>
              {t('engines:alsoKnown', { names: others.map((one) => cleanText(one.name, 60)).join(', ') })}
            </span>
          )}
          {/* That nothing is there needs no second sentence. */}
          {engine.reason && engine.reason.code !== 'no-socket' && (
            <span>{t(`shell:reason.${engine.reason.code}.what`)}</span>
          )}
        </span>
      </label>
      <span className={classes.side}>
        <span
          className={classes.state}
          data-tone={look.tone}
          title={
            engine.reason
              ? `${t(`shell:reason.${engine.reason.code}.what`)}\n${t('errors:words')}: ${cleanText(engine.reason.message, 300)}`
              : undefined
          }
        >
          <StateSign shape={look.shape} tone={look.tone} />
          {t(`engines:state.${engine.state}`)}
        </span>
        {engine.containers && (
          <span className={classes.count}>
            {engine.containers.total === 0
              ? t('engines:noContainers')
              : t('engines:running', {
                  running: formatNumber(engine.containers.running),
                  total: formatNumber(engine.containers.total),
                })}
          </span>
        )}
        {isKeyUnknown && (
          <Button size="compact-sm" variant="default" onClick={() => onHostKey(engine.key)}>
            {t('engines:hostKey.check')}
          </Button>
        )}
      </span>
      {added.map((one) => (
        <ActionIcon
          key={one.key}
          variant="subtle"
          color="gray"
          size={30}
          aria-label={t('engines:remove', { name: cleanText(one.name, 60) })}
          title={t('engines:remove', { name: cleanText(one.name, 60) })}
          onClick={() => onRemove(one.key)}
        >
          <IconTrash size={16} stroke={1.5} aria-hidden />
        </ActionIcon>
      ))}
    </div>
  );
}

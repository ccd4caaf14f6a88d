import { ActionIcon, Switch, TextInput } from '@mantine/core';
import {
  IconChevronDown,
  IconChevronUp,
  IconCopy,
  IconDownload,
  IconEraser,
  IconSearch,
} from '@tabler/icons-react';
import type { KeyboardEvent, RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { formatNumber } from '../../lib/format';
import type { LogQuery } from './log-search';
import classes from './logs.module.css';

interface LogToolbarProps {
  field: RefObject<HTMLInputElement | null>;
  query: LogQuery;
  onQuery: (query: LogQuery) => void;
  /** Matching lines; null without a query. */
  matches: number | null;
  isBroken: boolean;
  /** The place of the hit shown, from 1; 0 when none is. */
  place: number;
  onStep: (direction: 1 | -1) => void;
  follow: boolean;
  onFollow: (follow: boolean) => void;
  timestamps: boolean;
  onTimestamps: (timestamps: boolean) => void;
  wrap: boolean;
  onWrap: (wrap: boolean) => void;
  onCopy: () => void;
  onSave: () => void;
  onClear: () => void;
  isSaving: boolean;
}

/** Search at the left, how to read in the middle, what to do with it at the right. */
export function LogToolbar(props: LogToolbarProps) {
  const { t } = useTranslation();
  const { query, onQuery, matches, onStep } = props;
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter') onStep(event.shiftKey ? -1 : 1);
    else if (event.key === 'Escape' && query.text !== '') onQuery({ ...query, text: '' });
    else return;
    event.preventDefault();
  };
  const icon = { size: 16, stroke: 1.5, 'aria-hidden': true };
  const button = (name: string, hint: string) =>
    ({ variant: 'default', size: 30, 'aria-label': name, title: hint }) as const;
  return (
    <div className={classes.toolbar}>
      <TextInput
        ref={props.field}
        className={classes.search}
        size="xs"
        type="search"
        spellCheck={false}
        aria-label={t('logs:search')}
        placeholder={t('logs:search')}
        value={query.text}
        onChange={(event) => onQuery({ ...query, text: event.currentTarget.value })}
        onKeyDown={onKeyDown}
        leftSection={<IconSearch {...icon} />}
        rightSectionWidth={132}
        rightSection={
          <span className={classes.inField}>
            <span className={classes.count} data-testid="log-matches" data-broken={props.isBroken}>
              <Matches matches={matches} place={props.place} isBroken={props.isBroken} />
            </span>
            <button
              type="button"
              className={classes.option}
              aria-label={t('logs:matchCase')}
              title={t('logs:matchCase')}
              aria-pressed={query.matchCase}
              onClick={() => onQuery({ ...query, matchCase: !query.matchCase })}
            >
              Aa
            </button>
            <button
              type="button"
              className={classes.option}
              aria-label={t('logs:regex')}
              title={t('logs:regex')}
              aria-pressed={query.regex}
              onClick={() => onQuery({ ...query, regex: !query.regex })}
            >
              .*
            </button>
          </span>
        }
        rightSectionPointerEvents="all"
      />
      <div className={classes.group}>
        <ActionIcon
          {...button(t('logs:previous'), t('logs:previousHint'))}
          disabled={!matches}
          onClick={() => onStep(-1)}
        >
          <IconChevronUp {...icon} />
        </ActionIcon>
        <ActionIcon
          {...button(t('logs:next'), t('logs:nextHint'))}
          disabled={!matches}
          onClick={() => onStep(1)}
        >
          <IconChevronDown {...icon} />
        </ActionIcon>
      </div>
      <div className={`${classes.group} ${classes.spring}`}>
        <Toggle label={t('logs:follow')} isOn={props.follow} onChange={props.onFollow} />
        <Toggle label={t('logs:timestamps')} isOn={props.timestamps} onChange={props.onTimestamps} />
        <Toggle label={t('logs:wrap')} isOn={props.wrap} onChange={props.onWrap} />
      </div>
      <div className={classes.group}>
        <ActionIcon {...button(t('logs:copy'), t('logs:copyHint'))} onClick={props.onCopy}>
          <IconCopy {...icon} />
        </ActionIcon>
        <ActionIcon
          {...button(t('logs:save'), t('logs:saveHint'))}
          onClick={props.onSave}
          loading={props.isSaving}
        >
          <IconDownload {...icon} />
        </ActionIcon>
        <ActionIcon {...button(t('logs:clear'), t('logs:clearHint'))} onClick={props.onClear}>
          <IconEraser {...icon} />
        </ActionIcon>
      </div>
    </div>
  );
}

function Toggle(props: { label: string; isOn: boolean; onChange: (isOn: boolean) => void }) {
  return (
    <Switch
      size="xs"
      label={props.label}
      checked={props.isOn}
      onChange={(event) => props.onChange(event.currentTarget.checked)}
    />
  );
}

function Matches({ matches, place, isBroken }: { matches: number | null; place: number; isBroken: boolean }) {
  const { t } = useTranslation();
  if (isBroken) return t('logs:brokenPattern');
  if (matches === null) return null;
  if (matches === 0) return t('logs:noMatch');
  const number = formatNumber(matches);
  return place > 0 ? `${formatNumber(place)} / ${number}` : number;
}

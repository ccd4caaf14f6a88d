import { ActionIcon, Switch } from '@mantine/core';
import { IconCopy, IconDownload, IconEraser } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { SearchField } from '../../ui/search-field';
import type { LogQuery } from './log-search';
import classes from './logs.module.css';

interface LogToolbarProps {
  query: LogQuery;
  onQuery: (query: LogQuery) => void;
  /** Matching lines; null without a query, `broken` when it cannot be read. */
  matches: number | 'broken' | null;
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
  const { query, onQuery } = props;
  const icon = { size: 16, stroke: 1.5, 'aria-hidden': true };
  const button = (name: string, hint: string) =>
    ({ variant: 'default', size: 32, 'aria-label': name, title: hint }) as const;
  return (
    <div className={classes.toolbar}>
      <SearchField
        className={classes.search}
        label={t('logs:search')}
        value={query.text}
        onChange={(text) => onQuery({ ...query, text })}
        matches={props.matches}
        place={props.place}
        onStep={props.onStep}
      >
        <Option
          label={t('logs:matchCase')}
          sign="Aa"
          isOn={query.matchCase}
          onChange={(matchCase) => onQuery({ ...query, matchCase })}
        />
        <Option
          label={t('logs:regex')}
          sign=".*"
          isOn={query.regex}
          onChange={(regex) => onQuery({ ...query, regex })}
        />
      </SearchField>
      <div className={classes.switches}>
        <Toggle label={t('logs:follow')} isOn={props.follow} onChange={props.onFollow} />
        <Toggle label={t('logs:timestamps')} isOn={props.timestamps} onChange={props.onTimestamps} />
        <Toggle label={t('logs:wrap')} isOn={props.wrap} onChange={props.onWrap} />
      </div>
      <div className={classes.buttons}>
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

interface SettingProps {
  label: string;
  isOn: boolean;
  onChange: (isOn: boolean) => void;
}

function Toggle({ label, isOn, onChange }: SettingProps) {
  return (
    <Switch
      size="xs"
      label={label}
      checked={isOn}
      classNames={{ label: classes.switchLabel }}
      onChange={(event) => onChange(event.currentTarget.checked)}
    />
  );
}

function Option({ label, sign, isOn, onChange }: SettingProps & { sign: string }) {
  return (
    <button
      type="button"
      className={classes.option}
      aria-label={label}
      title={label}
      aria-pressed={isOn}
      onClick={() => onChange(!isOn)}
    >
      {sign}
    </button>
  );
}

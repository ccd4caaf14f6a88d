import { ActionIcon, Switch } from '@mantine/core';
import { IconCopy, IconDotsVertical, IconDownload, IconEraser, IconFilter } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActionMenu } from '../../ui/action-menu';
import { SearchField } from '../../ui/search-field';
import type { LogQuery } from './log-search';
import type { LogFilter } from './log-session';
import classes from './log-toolbar.module.css';

interface LogToolbarProps {
  query: LogQuery;
  onQuery: (query: LogQuery) => void;
  /** Matching lines; null without a query, `broken` when it cannot be read, `slow` when it was given up. */
  matches: number | 'broken' | 'slow' | null;
  /** The place of the hit shown, from 1; 0 when none is. */
  place: number;
  onStep: (direction: 1 | -1) => void;
  follow: boolean;
  onFollow: (follow: boolean) => void;
  timestamps: boolean;
  onTimestamps: (timestamps: boolean) => void;
  wrap: boolean;
  onWrap: (wrap: boolean) => void;
  filter: LogFilter;
  onFilter: (filter: LogFilter) => void;
  /** The button for the span of time. */
  span: ReactNode;
  onCopy: () => void;
  /** All lines shown, with or without their times. */
  onCopyLines: (timestamps: boolean) => void;
  onSave: () => void;
  onClear: () => void;
  isSaving: boolean;
}

/** Search at the left, how to read in the middle, what to do with it at the right. */
export function LogToolbar(props: LogToolbarProps) {
  const { t } = useTranslation();
  const { query, onQuery, filter, onFilter } = props;
  const [menuAt, setMenuAt] = useState<DOMRect | null>(null);
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
        <Option
          label={t('logs:onlyMatching')}
          sign={<IconFilter size={14} stroke={1.5} aria-hidden />}
          isOn={filter.onlyMatching}
          onChange={(onlyMatching) => onFilter({ ...filter, onlyMatching })}
        />
      </SearchField>
      <div className={classes.switches}>
        <select
          className={classes.stream}
          aria-label={t('logs:stream.label')}
          title={t('logs:stream.label')}
          value={filter.stream}
          onChange={(event) => onFilter({ ...filter, stream: event.target.value as LogFilter['stream'] })}
        >
          {(['all', 'stdout', 'stderr'] as const).map((stream) => (
            <option key={stream} value={stream}>
              {t(`logs:stream.${stream}`)}
            </option>
          ))}
        </select>
        <Toggle label={t('logs:follow')} isOn={props.follow} onChange={props.onFollow} />
        <Toggle label={t('logs:timestamps')} isOn={props.timestamps} onChange={props.onTimestamps} />
        <Toggle label={t('logs:wrap')} isOn={props.wrap} onChange={props.onWrap} />
      </div>
      <div className={classes.buttons}>
        {props.span}
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
        <ActionIcon
          {...button(t('list:more'), t('list:more'))}
          aria-haspopup="menu"
          aria-expanded={menuAt !== null}
          onClick={(event) => setMenuAt(event.currentTarget.getBoundingClientRect())}
        >
          <IconDotsVertical {...icon} />
        </ActionIcon>
        {menuAt && (
          <ActionMenu
            label={t('list:more')}
            at={menuAt}
            onClose={() => setMenuAt(null)}
            entries={[true, false].map((timestamps) => {
              const word = timestamps ? 'withTime' : 'withoutTime';
              return {
                id: word,
                label: t(`logs:copyLines.${word}`),
                icon: IconCopy,
                run: () => props.onCopyLines(timestamps),
              };
            })}
          />
        )}
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

function Option({ label, sign, isOn, onChange }: SettingProps & { sign: ReactNode }) {
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

import { ActionIcon, Button, Popover } from '@mantine/core';
import { IconClock } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LogSpan } from './log-session';
import { fromLocalInput, presets, toLocalInput } from './span';
import classes from './span-button.module.css';

interface SpanButtonProps {
  span: LogSpan;
  onSpan: (span: LogSpan) => void;
  /** Shows the first line of that moment (ms since 1970) or later. */
  onJump: (moment: number) => void;
}

/** From when to when the log is read, and a way to a moment in it. */
export function SpanButton({ span, onSpan, onJump }: SpanButtonProps) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const isLimited = span.since !== null || span.until !== null;
  return (
    <Popover
      opened={isOpen}
      onChange={setOpen}
      position="bottom-end"
      shadow="md"
      trapFocus
      returnFocus
      withinPortal
    >
      <Popover.Target>
        <ActionIcon
          variant="default"
          size={32}
          className={classes.spanButton}
          data-on={isLimited}
          aria-label={t('logs:span.title')}
          title={t('logs:span.title')}
          aria-expanded={isOpen}
          onClick={() => setOpen(!isOpen)}
        >
          <IconClock size={16} stroke={1.5} aria-hidden />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('logs:span.title')}>
        <SpanForm
          span={span}
          onSpan={(next) => {
            setOpen(false);
            onSpan(next);
          }}
          onJump={(moment) => {
            setOpen(false);
            onJump(moment);
          }}
        />
      </Popover.Dropdown>
    </Popover>
  );
}

function SpanForm({ span, onSpan, onJump }: SpanButtonProps) {
  const { t } = useTranslation();
  const [since, setSince] = useState(toLocalInput(span.since));
  const [until, setUntil] = useState(toLocalInput(span.until));
  const [moment, setMoment] = useState(toLocalInput(Date.now()));
  const from = fromLocalInput(since);
  const to = fromLocalInput(until);
  const isReversed = from !== null && to !== null && from >= to;
  const apply = (event: FormEvent) => {
    event.preventDefault();
    if (!isReversed) onSpan({ since: from, until: to });
  };
  const go = (event: FormEvent) => {
    event.preventDefault();
    const at = fromLocalInput(moment);
    if (at !== null) onJump(at);
  };
  return (
    <div className={classes.span}>
      <div className={classes.presets}>
        {presets.map(({ id, ms }) => (
          <Button
            key={id}
            size="compact-sm"
            variant="default"
            onClick={() => onSpan({ since: ms === null ? null : Date.now() - ms, until: null })}
          >
            {t(`logs:span.preset.${id}`)}
          </Button>
        ))}
      </div>
      <form onSubmit={apply}>
        <Moment label={t('logs:span.since')} value={since} onChange={setSince} />
        <Moment label={t('logs:span.until')} value={until} onChange={setUntil} />
        {isReversed && (
          <p className={classes.spanProblem} role="alert">
            {t('logs:span.reversed')}
          </p>
        )}
        <Button type="submit" size="compact-sm" disabled={isReversed}>
          {t('logs:span.apply')}
        </Button>
      </form>
      <form onSubmit={go}>
        <Moment label={t('logs:span.moment')} value={moment} onChange={setMoment} />
        <Button type="submit" size="compact-sm" variant="default">
          {t('logs:span.jump')}
        </Button>
      </form>
    </div>
  );
}

interface MomentProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
}

function Moment({ label, value, onChange }: MomentProps) {
  return (
    <label className={classes.moment}>
      {label}
      <input
        type="datetime-local"
        step="1"
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </label>
  );
}

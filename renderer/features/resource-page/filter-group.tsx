import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { formatNumber } from '../../lib/format';
import classes from './filter-group.module.css';

interface FilterGroupProps {
  options: readonly { id: string; label: string; count: number | null }[];
  value: string;
  onChange: (id: string) => void;
}

/** The radio group `Show`; one tab stop, arrows choose. */
export function FilterGroup({ options, value, onChange }: FilterGroupProps) {
  const { t } = useTranslation();
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const at = options.findIndex(({ id }) => id === value);
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    const next = step === undefined ? undefined : options.at((at + step) % options.length);
    if (!next) return;
    event.preventDefault();
    onChange(next.id);
    event.currentTarget.querySelectorAll<HTMLElement>('[role="radio"]')[options.indexOf(next)]?.focus();
  };
  return (
    <div className={classes.group} role="radiogroup" aria-label={t('list:show')} onKeyDown={onKeyDown}>
      {options.map(({ id, label, count }) => (
        // biome-ignore lint/a11y/useSemanticElements: a button keeps label and count in one clickable box
        <button
          key={id}
          type="button"
          role="radio"
          aria-checked={id === value}
          tabIndex={id === value ? 0 : -1}
          className={classes.option}
          onClick={() => onChange(id)}
        >
          {label}
          {count !== null && <span className={classes.count}> {formatNumber(count)}</span>}
        </button>
      ))}
    </div>
  );
}

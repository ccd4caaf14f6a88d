import { IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { cleanText } from '../../lib/clean-text';
import classes from './filter-bar.module.css';

interface FilterBarProps {
  chips: readonly string[];
  onChange: (chips: string[]) => void;
}

/** The filters in force, each with a button that takes it away. */
export function FilterBar({ chips, onChange }: FilterBarProps) {
  const { t } = useTranslation();
  return (
    // biome-ignore lint/a11y/useSemanticElements: a group of buttons, not of fields
    <div className={classes.bar} role="group" aria-label={t('list:filters')}>
      {chips.map((chip) => {
        const text = cleanText(chip, 120);
        return (
          <span key={chip} className={classes.chip} data-testid="filter-chip">
            <span className={classes.text} title={text}>
              {text}
            </span>
            <button
              type="button"
              aria-label={t('list:removeFilter', { filter: text })}
              title={t('list:removeFilter', { filter: text })}
              onClick={() => onChange(chips.filter((other) => other !== chip))}
            >
              <IconX size={12} stroke={1.75} aria-hidden />
            </button>
          </span>
        );
      })}
      <button type="button" className={classes.clear} onClick={() => onChange([])}>
        {t('list:clearFilters')}
      </button>
    </div>
  );
}

import { useTranslation } from 'react-i18next';
import { cleanText } from '../../lib/clean-text';
import { formatNumber } from '../../lib/format';
import type { Suggestion, Term } from './filter-query';
import classes from './suggestions.module.css';

interface SuggestionsProps {
  id: string;
  offered: readonly Suggestion[];
  active: number;
  onTake: (term: Term) => void;
}

/** Under the search: the values there are, and how many rows have each. The keys stay with the search. */
export function Suggestions({ id, offered, active, onTake }: SuggestionsProps) {
  const { t } = useTranslation();
  return (
    <>
      <div id={id} role="listbox" aria-label={t('list:suggestions')} className={classes.list}>
        {offered.map(({ term, count }, index) => (
          // biome-ignore lint/a11y/useFocusableInteractive: the search keeps the focus
          // biome-ignore lint/a11y/useKeyWithClickEvents: the search has the keys
          <div
            key={term.text}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === active}
            className={classes.option}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => onTake(term)}
          >
            <span className={classes.value} title={term.text}>
              {cleanText(term.text, 120)}
            </span>
            <span className={classes.count}>{formatNumber(count)}</span>
          </div>
        ))}
      </div>
      <span className="sr-only" role="status">
        {t('list:suggestionCount', { count: offered.length })}
      </span>
    </>
  );
}

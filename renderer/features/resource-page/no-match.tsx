import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { cleanText } from '../../lib/clean-text';
import { formatNumber } from '../../lib/format';
import type { Hider } from './hiders';
import classes from './list-states.module.css';

interface NoMatchProps {
  /** What hides rows that all else would show. */
  hiders: readonly Hider[];
  onRemove: (hider: Hider) => void;
  onClear: () => void;
}

/** Rows exist, but none matches: which filter hides how many, and a way out of each. */
export function NoMatch({ hiders, onRemove, onClear }: NoMatchProps) {
  const { t } = useTranslation();
  return (
    <div className={classes.state} role="status">
      <p>{t('list:noMatch')}</p>
      {hiders.length > 0 && (
        <ul className={classes.hiders}>
          {hiders.map((hider) => {
            const filter = cleanText(hider.texts.join(' '), 80);
            return (
              <li key={filter}>
                <code>{filter}</code>
                <span>{t('list:hides', { count: hider.hidden, number: formatNumber(hider.hidden) })}</span>
                <Button
                  size="compact-xs"
                  variant="default"
                  aria-label={t('list:removeFilter', { filter })}
                  onClick={() => onRemove(hider)}
                >
                  {t('list:remove')}
                </Button>
              </li>
            );
          })}
        </ul>
      )}
      <Button variant="default" onClick={onClear}>
        {t('list:clear')}
      </Button>
    </div>
  );
}

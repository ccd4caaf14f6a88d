import { useTranslation } from 'react-i18next';
import { cleanText } from '../../lib/clean-text';
import classes from './engine-page.module.css';
import { warningWord } from './warning-words';

/** What the engine warns of, in its words and, where they are known, in ours. */
export function EngineWarnings({ warnings }: { warnings: readonly string[] }) {
  const { t } = useTranslation();
  if (warnings.length === 0) return null;
  return (
    <section className={classes.warnings}>
      <h2>{t('engine:warnings')}</h2>
      <p className={classes.muted}>{t('engine:warningsHelp')}</p>
      <ul>
        {warnings.map((warning) => {
          const word = warningWord(warning);
          return (
            <li key={warning}>
              <span>{cleanText(warning.replace(/^(WARNING|DEPRECATED):\s*/, ''), 500)}</span>
              {word && <p className={classes.muted}>{t(`engine:warning.${word}`)}</p>}
            </li>
          );
        })}
      </ul>
    </section>
  );
}

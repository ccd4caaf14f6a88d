import { useTranslation } from 'react-i18next';
import { formatNumber } from '../../../lib/format';
import classes from './anatomy.module.css';
import { lead } from './part-link';
import type { Anatomy, Part } from './parts';

/** The same chain as nested sentences: for screen readers, and for who wants to read what the parts are. */
export function AnatomyList({ anatomy: { client, daemon, keeper, rows, more } }: { anatomy: Anatomy }) {
  const { t } = useTranslation();
  return (
    <ol className={classes.list} aria-label={t('anatomy:title')}>
      <Entry part={client} />
      <Entry part={daemon} />
      <Entry part={keeper} />
      <li>
        {rows.length === 0 ? (
          t('anatomy:noneRuns')
        ) : (
          <>
            <strong>{t('anatomy:eachContainer')}</strong>
            <ul className={classes.inner}>
              {rows.map(({ container, shim, runtime, main }) => (
                <li key={container.id}>
                  <ol className={classes.chain}>
                    <Entry part={main} />
                    <Entry part={shim} />
                    <Entry part={runtime} />
                  </ol>
                </li>
              ))}
            </ul>
          </>
        )}
        {more > 0 && (
          <a href="#/containers">{t('anatomy:more', { count: more, number: formatNumber(more) })}</a>
        )}
      </li>
    </ol>
  );
}

function Entry({ part }: { part: Part }) {
  return (
    <li>
      <button type="button" className={classes.entry} onClick={() => lead(part)}>
        {part.name}
      </button>
      {part.facts && <span className={classes.entryFacts}>{part.facts}</span>}
      <span className={classes.entryText}>{part.explanation}</span>
    </li>
  );
}

import type { ProcessList } from '@contract/container-look';
import type { ContainerRow } from '@contract/containers';
import type { LighterErrorData } from '@contract/errors';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../lib/bridge';
import { cleanText } from '../../lib/clean-text';
import { asErrorData } from '../../lib/error-data';
import { formatNumber } from '../../lib/format';
import { useVisibleInterval } from '../../ui/use-visible-interval';
import { isRunning } from '../containers/container-states';
import details from './details.module.css';
import { readableProcesses } from './processes';
import classes from './processes-card.module.css';

/** ms; asked for only while the card is on the screen. */
const interval = 3000;

/** What runs inside, as the engine's machine sees it; read while it is looked at. */
export function ProcessesCard({ row }: { row: ContainerRow }) {
  const { t } = useTranslation();
  const card = useRef<HTMLElement>(null);
  const [list, setList] = useState<ProcessList | null>(null);
  const [error, setError] = useState<LighterErrorData | null>(null);
  const underWay = useRef(false);
  const runs = isRunning(row) && row.state !== 'restarting';

  const read = () => {
    if (underWay.current) return;
    underWay.current = true;
    call('container.top', { id: row.id })
      .then(
        (next) => {
          setList(next);
          setError(null);
        },
        (thrown: unknown) => setError(asErrorData(thrown)),
      )
      .finally(() => {
        underWay.current = false;
      });
  };
  useVisibleInterval(card, runs ? interval : null, read);
  useEffect(() => {
    if (!runs) setList(null);
  }, [runs]);

  const shown = list && runs ? readableProcesses(list) : null;
  return (
    <section className={details.card} ref={card} data-testid="processes">
      <h2>
        {t('details:processes.title')}
        {shown && <span className={classes.count}>{formatNumber(shown.rows.length + shown.more)}</span>}
      </h2>
      {!runs && <p className={details.none}>{t('details:processes.notRunning')}</p>}
      {runs && error && (
        <p className={details.none}>
          {t('details:processes.failed', { words: cleanText(error.message, 300) })}
        </p>
      )}
      {shown && !error && (
        <>
          <p className={classes.lead}>{t('details:processes.lead')}</p>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it */}
          <section className={classes.scroller} tabIndex={0} aria-label={t('details:processes.title')}>
            <table className={classes.table}>
              <thead>
                <tr>
                  {shown.titles.map((title) => (
                    <th key={title} scope="col">
                      {title}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {shown.rows.map((cells, index) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: the engine's order, which has no other key
                  <tr key={index}>
                    {cells.map((cell, at) => (
                      // biome-ignore lint/suspicious/noArrayIndexKey: a cell is its column
                      <td key={at}>{cleanText(cell, 500)}</td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </section>
          {shown.more > 0 && <p className={classes.lead}>{t('common:andMore', { count: shown.more })}</p>}
        </>
      )}
      {runs && !shown && !error && <p className={details.none}>{t('common:loading')}</p>}
    </section>
  );
}

import type { DiskShare, DiskUsage } from '@contract/anatomy';
import type { LighterErrorData } from '@contract/errors';
import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../lib/bridge';
import { asErrorData } from '../../lib/error-data';
import { formatBytes, formatNumber } from '../../lib/format';
import { ErrorNotice } from '../../ui/error-notice';
import classes from './engine-page.module.css';

const kinds = ['images', 'containers', 'volumes', 'buildCache'] as const;

/** How much disk the engine takes; measured on request, since the engine walks everything it keeps. */
export function DiskCard() {
  const { t } = useTranslation();
  const [usage, setUsage] = useState<DiskUsage | null>(null);
  const [error, setError] = useState<LighterErrorData | null>(null);
  const [busy, setBusy] = useState(false);
  const measure = () => {
    setBusy(true);
    setError(null);
    call('anatomy.diskUsage', {})
      .then(setUsage, (thrown: unknown) => setError(asErrorData(thrown)))
      .finally(() => setBusy(false));
  };
  const shares = usage ? kinds.map((kind) => usage[kind]) : [];
  const sum = (of: (share: DiskShare) => number) => shares.reduce((total, share) => total + of(share), 0);
  return (
    <section className={classes.card} aria-labelledby="disk-title" data-testid="engine-disk">
      <header className={classes.cardHead}>
        <h2 id="disk-title">{t('engine:disk.title')}</h2>
        <Button size="compact-sm" variant="default" loading={busy} onClick={measure}>
          {t(usage ? 'engine:disk.again' : 'engine:disk.measure')}
        </Button>
      </header>
      {error && <ErrorNotice error={error} />}
      {!usage && !error && (
        <p className={classes.cardText}>{t(busy ? 'engine:disk.busy' : 'engine:disk.help')}</p>
      )}
      {usage && (
        <table className={classes.disk}>
          <thead>
            <tr>
              <th scope="col">
                <span className="sr-only">{t('engine:disk.kind')}</span>
              </th>
              <th scope="col">{t('engine:disk.active')}</th>
              <th scope="col">{t('engine:disk.size')}</th>
              <th scope="col">{t('engine:disk.reclaimable')}</th>
            </tr>
          </thead>
          <tbody>
            {kinds.map((kind) => (
              <tr key={kind} data-kind={kind}>
                <th scope="row">{t(`engine:disk.${kind}`)}</th>
                <td>
                  {t('engine:disk.activeOf', {
                    active: formatNumber(usage[kind].active),
                    count: formatNumber(usage[kind].count),
                  })}
                </td>
                <td>{formatBytes(usage[kind].size)}</td>
                <td>{formatBytes(usage[kind].reclaimable)}</td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row" colSpan={2}>
                {t('engine:disk.sum')}
              </th>
              <td>{formatBytes(sum(({ size }) => size))}</td>
              <td>{formatBytes(sum(({ reclaimable }) => reclaimable))}</td>
            </tr>
          </tfoot>
        </table>
      )}
    </section>
  );
}

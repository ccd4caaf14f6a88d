import type { CacheEntry } from '@contract/builds';
import type { LighterErrorData } from '@contract/errors';
import { Checkbox } from '@mantine/core';
import type { TFunction } from 'i18next';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../lib/bridge';
import { cleanText } from '../../lib/clean-text';
import { asErrorData } from '../../lib/error-data';
import { formatBytes, formatNumber, formatRelative } from '../../lib/format';
import { currentEpoch } from '../../store/mirror';
import { ActionDialog } from '../../ui/action-dialog';
import { ErrorNotice } from '../../ui/error-notice';
import { notifySuccess } from '../../ui/notify';
import classes from './builds.module.css';

/** What former builds left on the engine, and a way to be rid of it. */
export function CacheDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const [entries, setEntries] = useState<CacheEntry[] | null>(null);
  const [error, setError] = useState<LighterErrorData | null>(null);
  const [all, setAll] = useState(false);
  useEffect(() => {
    call('builds.cache', {}).then(setEntries, (thrown: unknown) => setError(asErrorData(thrown)));
  }, []);
  const total = entries?.reduce((sum, { size }) => sum + size, 0) ?? 0;
  const clear = async () => {
    const { freed } = await call('builds.clearCache', { epoch: currentEpoch(), all });
    notifySuccess(t('builds:cache.cleared', { size: formatBytes(freed) }));
  };
  return (
    <ActionDialog
      title={t('builds:cache.title')}
      size={640}
      cli={`docker builder prune${all ? ' --all' : ''} --force`}
      confirm={t('builds:cache.clear')}
      reason={entries === null || entries.length === 0 ? '' : null}
      danger
      onConfirm={clear}
      onClose={onClose}
    >
      <p className={classes.muted}>{t('builds:cache.help')}</p>
      {error && <ErrorNotice error={error} isOpen />}
      <p role="status" data-testid="cache-total">
        {error !== null
          ? ''
          : entries === null
            ? t('builds:cache.loading')
            : entries.length === 0
              ? t('builds:cache.empty')
              : t('builds:cache.total', { size: formatBytes(total), number: formatNumber(entries.length) })}
      </p>
      {entries !== null && entries.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: scrollable
        <ul className={classes.entries} aria-label={t('builds:cache.title')} tabIndex={0}>
          {entries.map((entry) => (
            <li key={entry.id}>
              <span className={classes.name} title={cleanText(entry.what, 1000)}>
                {cleanText(entry.what, 200) || entry.id.slice(0, 12)}
              </span>
              <span className={classes.muted}>{usedWord(entry, t)}</span>
              <span>{formatBytes(entry.size)}</span>
            </li>
          ))}
        </ul>
      )}
      <Checkbox
        label={t('builds:cache.all')}
        checked={all}
        onChange={(event) => setAll(event.currentTarget.checked)}
      />
    </ActionDialog>
  );
}

function usedWord({ inUse, shared, lastUsedAt }: CacheEntry, t: TFunction): string {
  if (inUse) return t('builds:cache.inUse');
  if (shared) return t('builds:cache.shared');
  return lastUsedAt === null ? '' : t('builds:cache.used', { when: formatRelative(lastUsedAt) });
}

import { Skeleton } from '@mantine/core';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../lib/bridge';
import { cleanText } from '../../lib/clean-text';
import { formatBytes, formatExact, formatNumber, formatRelative } from '../../lib/format';
import { ErrorNotice } from '../../ui/error-notice';
import classes from './image-details.module.css';
import { instruction } from './instruction';
import { useAnswer } from './use-answer';

/** The steps the image was built from, the oldest first as in its Dockerfile, each with what it weighs. */
export function LayersTab({ id }: { id: string }) {
  const { t } = useTranslation();
  const ask = useCallback(() => call('images.history', { id }), [id]);
  const { value, error, retry } = useAnswer(ask);
  if (error) return <ErrorNotice error={error} onRetry={retry} />;
  if (!value) return <Skeleton height={320} radius={6} />;

  const steps = [...value].reverse();
  const total = steps.reduce((sum, step) => sum + step.size, 0);
  const largest = Math.max(1, ...steps.map((step) => step.size));
  return (
    <>
      {total > 0 && (
        // The table below says the same in words.
        <div className={classes.picture} aria-hidden="true" data-testid="layer-picture">
          {steps.map((step, index) =>
            step.size > 0 ? (
              <span
                // biome-ignore lint/suspicious/noArrayIndexKey: a history does not change, and its ids repeat
                key={index}
                style={{ flexGrow: step.size }}
                title={`${formatNumber(index + 1)} · ${formatBytes(step.size)} · ${cleanText(instruction(step.createdBy), 200)}`}
              />
            ) : null,
          )}
        </div>
      )}
      <table className={classes.layers}>
        <caption className="sr-only">{t('image-details:tab.layers')}</caption>
        <thead>
          <tr>
            <th scope="col" className={classes.number}>
              #
            </th>
            <th scope="col">{t('image-details:instruction')}</th>
            <th scope="col" className={classes.end}>
              {t('image-details:created')}
            </th>
            <th scope="col" className={classes.end}>
              {t('image-details:size')}
            </th>
            <th scope="col">
              <span className="sr-only">{t('image-details:share')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {steps.map((step, index) => {
            const line = cleanText(instruction(step.createdBy), 2000);
            const [, verb = '', rest = ''] = /^([A-Z]+)( .*)?$/.exec(line) ?? [];
            return (
              // biome-ignore lint/suspicious/noArrayIndexKey: a history does not change, and its ids repeat
              <tr key={index} data-empty={step.size === 0 || undefined}>
                <td className={classes.number}>{formatNumber(index + 1)}</td>
                <td className={classes.step} title={cleanText(step.comment, 300) || undefined}>
                  <code>
                    {verb ? <b>{verb}</b> : line || t('image-details:unknownStep')}
                    {rest}
                  </code>
                </td>
                <td
                  className={classes.end}
                  title={step.createdAt > 0 ? formatExact(step.createdAt) : undefined}
                >
                  {step.createdAt > 0 ? formatRelative(step.createdAt) : ''}
                </td>
                <td className={classes.end}>{step.size > 0 ? formatBytes(step.size) : '–'}</td>
                <td className={classes.share} aria-hidden="true">
                  <span style={{ width: `${(step.size / largest) * 100}%` }} />
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </>
  );
}

import type { EngineRow } from '@contract/engine';
import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { call } from '../../lib/bridge';
import { cleanText } from '../../lib/clean-text';
import { formatDuration } from '../../lib/format';
import { useNow } from '../../ui/use-now';
import classes from './engine-control.module.css';

/** While the engine is started or stopped: what is waited for, since when, the log's last lines, and `Cancel start`. */
export function EngineWork({ engine }: { engine: EngineRow }) {
  const { t } = useTranslation();
  const now = useNow(1000);
  const { work, name } = engine.control;
  if (!work) return null;
  return (
    <section className={classes.panel} data-testid="engine-work" aria-busy>
      <h2>{t(`shell:engine.${engine.state}`)}</h2>
      <p role="status">{t(`engine-control:step.${work.step}`)}</p>
      <p className={classes.small}>
        {[
          t('engine-control:by', { name }),
          formatDuration(Math.max(0, now - work.since)),
          ...(work.attempt > 0 ? [t('engine-control:attempt', { attempt: work.attempt })] : []),
        ].join(' · ')}
      </p>
      <LogLines lines={work.lines} />
      {work.action !== 'stop' && (
        <Button variant="default" onClick={() => void call('engine.cancelStart', {})}>
          {t('engine-control:cancelStart')}
        </Button>
      )}
    </section>
  );
}

/** Lines of the engine's own log, as it wrote them. */
export function LogLines({ lines }: { lines: readonly string[] }) {
  const { t } = useTranslation();
  if (lines.length === 0) return null;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, which the keyboard must be able to do as well
    <section className={classes.log} aria-label={t('engine-control:log')} tabIndex={0}>
      <pre>{lines.map((line) => cleanText(line, 400)).join('\n')}</pre>
    </section>
  );
}

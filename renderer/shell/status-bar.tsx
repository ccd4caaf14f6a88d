import { useTranslation } from 'react-i18next';
import { formatBytes, formatNumber, formatPercent } from '../lib/format';
import { useEngine } from '../store/mirror';
import { useStats } from '../store/stats';
import { EngineBadge } from './engine-badge';
import classes from './status-bar.module.css';
import { TaskStatus } from './task-status';

/** Engine badge, context, CPU and memory in sum; at the right tasks and the engine's version. */
export function StatusBar() {
  const { t } = useTranslation();
  const engine = useEngine();
  return (
    <footer className={classes.bar}>
      <EngineBadge />
      {engine && (
        <span className={classes.part} title={engine.endpoint.url}>
          <span className="sr-only">{t('shell:context')} </span>
          {engine.endpoint.context}
        </span>
      )}
      <Sums />
      <span className={classes.space} />
      <TaskStatus />
      {engine?.version && (
        <span className={classes.part} data-divided>
          {t('shell:engineVersion', { version: engine.version.engine })}
        </span>
      )}
    </footer>
  );
}

function Sums() {
  const { t } = useTranslation();
  const sum = useStats((stats) => stats.sum);
  if (!sum) return null;
  const partial = sum.sampled < sum.running;
  return (
    <span
      className={classes.part}
      data-divided
      data-testid="engine-sums"
      title={partial ? t('shell:sampled', { sampled: sum.sampled, running: sum.running }) : undefined}
    >
      <span>
        {t('shell:cpu')} {formatPercent(sum.cpu)}
      </span>
      <span>
        {t('shell:memory')} {formatBytes(sum.memory)}
      </span>
      <span>{t('shell:running', { number: formatNumber(sum.running) })}</span>
      {partial && <span>{t('shell:sampledShort', { sampled: formatNumber(sum.sampled) })}</span>}
    </span>
  );
}

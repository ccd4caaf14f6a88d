import type { EngineRow } from '@contract/engine';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { isRunning } from '../features/containers/container-states';
import { EngineContext } from '../features/engines/engine-context';
import { cleanText } from '../lib/clean-text';
import { formatNumber } from '../lib/format';
import { useEngine, useMirror } from '../store/mirror';
import { useStats } from '../store/stats';
import { EngineBadge } from './engine-badge';
import classes from './status-bar.module.css';
import { sumTexts } from './sums';
import { TaskStatus } from './task-status';

/** Engine badge, context, CPU and memory in sum; at the right tasks and the engine's version. */
export function StatusBar() {
  const { t } = useTranslation();
  const engine = useEngine();
  return (
    <footer className={classes.bar}>
      <EngineBadge />
      <EngineContext />
      <Sums />
      <span className={classes.space} />
      <TaskStatus />
      {engine?.version && (
        <span className={`${classes.part} ${classes.version}`} data-divided>
          {versionText(engine.version, t)}
        </span>
      )}
    </footer>
  );
}

/** An engine that is none of Docker's is named, `Podman Engine 4.3.1`: its version says nothing without. */
function versionText({ product, engine }: NonNullable<EngineRow['version']>, t: TFunction): string {
  if (/^Docker /.test(product)) return t('shell:engineVersion', { version: engine });
  return cleanText(`${product} ${engine}`, 60);
}

/** As `docker ps` counts: paused and restarting ones too. */
function countRunning({ tables }: ReturnType<typeof useMirror.getState>): number {
  let count = 0;
  for (const row of tables.containers.values()) if (isRunning(row)) count += 1;
  return count;
}

function Sums() {
  const { t } = useTranslation();
  const sum = useStats((stats) => stats.sum);
  const running = useMirror(countRunning);
  if (!sum) return null;
  const { cpu, memory } = sumTexts(sum, running);
  const partial = sum.sampled > 0 && sum.sampled < sum.running;
  return (
    <span
      className={classes.part}
      data-divided
      data-testid="engine-sums"
      title={partial ? t('shell:sampled', { sampled: sum.sampled, running: sum.running }) : undefined}
    >
      <span>
        {t('shell:cpu')} {cpu}
      </span>
      <span>
        {t('shell:memory')} {memory}
      </span>
      <span>{t('shell:running', { number: formatNumber(running) })}</span>
      {partial && <span>{t('shell:sampledShort', { sampled: formatNumber(sum.sampled) })}</span>}
    </span>
  );
}

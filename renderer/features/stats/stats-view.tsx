import type { ContainerRow } from '@contract/containers';
import type { ContainerUsage } from '@contract/stats';
import { type ReactNode, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { cleanText } from '../../lib/clean-text';
import { formatBytes, formatDuration, formatNumber, formatPercent } from '../../lib/format';
import { shellLine } from '../../lib/shell-quote';
import { ChoiceGroup } from '../../ui/choice-group';
import { CliFooter } from '../../ui/cli-footer';
import { ErrorNotice } from '../../ui/error-notice';
import { IdleNotice } from './idle-notice';
import { type Columns, extremes, networkWord } from './series';
import classes from './stats.module.css';
import { UsageCard } from './usage-card';
import { trafficLines, usageLines } from './usage-lines';
import { useUsage } from './use-usage';

const spans = { '1': 60_000, '5': 300_000, '15': 900_000 } as const;
type Span = keyof typeof spans;
/** The choice holds for every container until the window is closed. */
let lastSpan: Span = '1';

const unknown = '–';

/** What a container uses: figures as text, each with its course over the last minutes. */
export function StatsView({ row }: { row: ContainerRow }) {
  const { t } = useTranslation();
  const [span, setSpan] = useState(lastSpan);
  const [opened] = useState(Date.now);
  const { readings, error, retry } = useUsage(row.id);
  const isLive = row.state === 'running';
  const last = readings.at(-1);
  const usage = isLive ? last : undefined;
  const now = last?.at ?? opened;
  const rate = (value: number) => t('stats:perSecond', { bytes: formatBytes(value) });
  const lines = useMemo(() => ({ ...usageLines, ...trafficLines(t) }), [t]);
  const inWords = (title: string, format: (value: number) => string) => (columns: Columns) =>
    chartWords(title, columns, format);
  const chartWords = (title: string, [, ...values]: Columns, format: (value: number) => string) => {
    const found = extremes(values.flat());
    const span_ = formatDuration(spans[span]);
    if (!found) return t('stats:chartEmpty', { title, span: span_ });
    const { least, greatest } = found;
    return t('stats:chart', { title, span: span_, least: format(least), greatest: format(greatest) });
  };
  const common = { readings, span: spans[span], now };
  const network = usage?.network;
  return (
    <div className={classes.view}>
      <div className={classes.scroll}>
        <div className={classes.bar}>
          {error ? <ErrorNotice error={error} onRetry={retry} /> : !isLive && <IdleNotice row={row} />}
          <div className={classes.span}>
            <ChoiceGroup
              label={t('stats:span')}
              value={span}
              onChange={(chosen) => {
                lastSpan = chosen;
                setSpan(chosen);
              }}
              options={(['1', '5', '15'] as const).map((value) => ({
                value,
                label: t('stats:minutes', { count: Number(value) }),
              }))}
            />
          </div>
        </div>
        <div className={classes.cards}>
          <UsageCard
            {...common}
            title={t('stats:cpu')}
            testId="stat-cpu"
            figure={known(usage?.cpu, formatPercent)}
            note={
              usage && usage.cpus > 0 ? t('stats:cpuNote', { count: usage.cpus }) : t('stats:cpuNoteBare')
            }
            lines={lines.cpu}
            least={5}
            format={formatPercentAxis}
            inWords={inWords(t('stats:cpu'), formatPercent)}
            wide
          />
          <UsageCard
            {...common}
            title={t('stats:memory')}
            testId="stat-memory"
            figure={memoryFigure(usage)}
            note={
              usage && usage.memoryLimit > 0
                ? t('stats:memoryNote', { share: formatPercent((usage.memory / usage.memoryLimit) * 100) })
                : t('stats:memoryNoteBare')
            }
            lines={lines.memory}
            least={1_000_000}
            format={formatBytes}
            inWords={inWords(t('stats:memory'), formatBytes)}
            wide
          />
          <UsageCard
            {...common}
            title={t('stats:network')}
            testId="stat-network"
            figure={
              <>
                <Moving sign="↓" word={t('stats:received')} value={known(network?.inRate, rate)} />
                <Moving sign="↑" word={t('stats:sent')} value={known(network?.outRate, rate)} />
              </>
            }
            note={
              network &&
              t('stats:networkNote', { received: formatBytes(network.in), sent: formatBytes(network.out) })
            }
            lines={lines.network}
            least={1000}
            format={rate}
            inWords={inWords(t('stats:network'), rate)}
            instead={usage && !network ? t(`stats:noNetwork.${networkWord(row.networks)}`) : undefined}
          />
          <UsageCard
            {...common}
            title={t('stats:disk')}
            testId="stat-disk"
            figure={
              <>
                <Moving sign="↓" word={t('stats:read')} value={known(usage?.disk.inRate, rate)} />
                <Moving sign="↑" word={t('stats:written')} value={known(usage?.disk.outRate, rate)} />
              </>
            }
            note={
              usage &&
              t('stats:diskNote', { read: formatBytes(usage.disk.in), written: formatBytes(usage.disk.out) })
            }
            lines={lines.disk}
            least={1000}
            format={rate}
            inWords={inWords(t('stats:disk'), rate)}
          />
          <UsageCard
            {...common}
            title={t('stats:pids')}
            testId="stat-pids"
            figure={known(usage?.pids, formatNumber)}
            note={
              usage && usage.pidsLimit > 0
                ? t('stats:pidsNote', { number: formatNumber(usage.pidsLimit) })
                : t('stats:pidsNoteBare')
            }
            lines={lines.pids}
            least={5}
            format={formatNumber}
            inWords={inWords(t('stats:pids'), formatNumber)}
          />
        </div>
      </div>
      <CliFooter command={shellLine(['docker', 'stats', cleanText(row.name, 128)])} />
    </div>
  );
}

const known = (value: number | null | undefined, format: (value: number) => string) =>
  value === null || value === undefined ? unknown : format(value);

/** Without the digit that a scale of round numbers never needs, unless it is a small one. */
const formatPercentAxis = (value: number) =>
  Number.isInteger(value) ? `${formatNumber(value)} %` : formatPercent(value);

function memoryFigure(usage: ContainerUsage | undefined): ReactNode {
  if (!usage) return unknown;
  const { memory, memoryLimit } = usage;
  return (
    <span>
      {formatBytes(memory)}
      {memoryLimit > 0 && <span className={classes.of}> / {formatBytes(memoryLimit)}</span>}
    </span>
  );
}

/** `↓ 12 kB/s`, with the arrow's word for readers. */
function Moving({ sign, word, value }: { sign: string; word: string; value: string }) {
  return (
    <span className={classes.moving} title={word}>
      <span className={classes.arrow} aria-hidden="true">
        {sign}
      </span>
      <span className="sr-only">{word} </span>
      {value}
    </span>
  );
}

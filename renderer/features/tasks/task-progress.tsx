import type { TaskKind, TaskLayer, TaskRow } from '@contract/tasks';
import type { TFunction } from 'i18next';
import { memo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { cleanText } from '../../lib/clean-text';
import { formatBytes, formatDuration, formatNumber } from '../../lib/format';
import { isTotalKnown, type Mark, speedOf, timeLeft, withMark } from './speed';
import classes from './task-progress.module.css';

/** A task as one bar with bytes, speed and time left, as far as they are known. */
export function TaskTotal({ task }: { task: TaskRow }) {
  const { t } = useTranslation();
  const message = taskMessage(task, t);
  const marks = useMarks(task);
  const { progress } = task;
  const percent =
    progress && progress.total > 0 ? Math.floor((progress.current / progress.total) * 100) : null;
  const speed = counts.has(task.kind) ? null : speedOf(marks);
  const left =
    progress && !counts.has(task.kind) && isTotalKnown(task.layers, isDone)
      ? timeLeft(progress.total - progress.current, speed)
      : null;
  return (
    <div className={classes.total}>
      <div
        className={classes.bar}
        role="progressbar"
        aria-label={t(`tasks:kind.${task.kind}`, { name: task.subject })}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={percent ?? undefined}
      >
        <div
          className={classes.fill}
          data-unknown={percent === null || undefined}
          style={percent === null ? undefined : { transform: `scaleX(${percent / 100})` }}
        />
      </div>
      <div className={classes.figures}>
        <span className={classes.message} title={message}>
          {message}
        </span>
        {progress && <span>{amount(task.kind, progress, t)}</span>}
        {speed !== null && <span>{t('pull:speed', { speed: formatBytes(speed) })}</span>}
        {left !== null && <span>{t('pull:left', { time: formatDuration(left) })}</span>}
      </div>
    </div>
  );
}

/** What a task is doing now, in words. */
function taskMessage({ kind, step, cancelling, message }: TaskRow, t: TFunction): string {
  if (step && step !== 'pull') return t(`tasks:step.${step}`);
  if (cancelling) return t('tasks:cancelling');
  const asks = kind === 'pull' || kind === 'push' || step === 'pull';
  return cleanText(message) || t(asks ? 'pull:asking' : 'tasks:working');
}

/** Kinds whose progress is a number of objects, not of bytes. */
const counts = new Set<TaskKind>(['cleanup']);

function amount(
  kind: TaskKind,
  { current, total }: { current: number; total: number },
  t: TFunction,
): string {
  const format = counts.has(kind) ? formatNumber : formatBytes;
  if (total === 0) return format(current);
  return t('pull:bytes', { current: format(current), total: format(total) });
}

/** Where the task was over the last seconds. */
function useMarks(task: TaskRow): Mark[] {
  const bytes = task.progress?.current;
  // Not a state: each step would render twice.
  const marks = useRef<Mark[]>([]);
  if (bytes !== undefined && bytes !== marks.current.at(-1)?.bytes) {
    marks.current = withMark(marks.current, { at: Date.now(), bytes });
  }
  return marks.current;
}

/** One line a layer, as the Docker CLI shows a pull or a push. */
export function TaskLayers({ layers }: { layers: readonly TaskLayer[] }) {
  const { t } = useTranslation();
  if (layers.length === 0) return null;
  return (
    // Many layers scroll, which the keyboard must be able to do as well.
    <ul className={classes.layers} aria-label={t('pull:layers')} tabIndex={layers.length > 6 ? 0 : undefined}>
      {layers.map((layer) => (
        <LayerLine key={layer.id} {...layer} />
      ))}
    </ul>
  );
}

/** Of many layers few move at a time; the others are not drawn again. */
const LayerLine = memo(function LayerLine(layer: TaskLayer) {
  const { t } = useTranslation();
  return (
    <li className={classes.layer}>
      <code>{cleanText(layer.id, 12)}</code>
      <span className={classes.status} data-done={isDone(layer.status) || undefined}>
        {statusWord(layer.status, t)}
      </span>
      <span className={classes.layerBar} aria-hidden="true">
        <span className={classes.fill} style={{ transform: `scaleX(${share(layer)})` }} />
      </span>
      <span className={classes.bytes}>{layerBytes(layer)}</span>
    </li>
  );
});

const doneWords = new Set(['Pull complete', 'Already exists', 'Pushed', 'Layer already exists']);
const isDone = (status: string) => doneWords.has(status) || status.startsWith('Mounted from');

function share({ status, current, total }: TaskLayer): number {
  if (isDone(status)) return 1;
  if (current === null || !total) return 0;
  return Math.min(1, current / total);
}

function layerBytes({ status, current, total }: TaskLayer): string {
  if (current === null) return '';
  if (isDone(status) || !total) return formatBytes(total ?? current);
  return `${formatBytes(current)} / ${formatBytes(total)}`;
}

const statusKeys: Record<string, string> = {
  'Pulling fs layer': 'waiting',
  Waiting: 'waiting',
  Downloading: 'downloading',
  'Verifying Checksum': 'verifying',
  'Download complete': 'downloaded',
  Extracting: 'extracting',
  'Pull complete': 'done',
  'Already exists': 'exists',
  Preparing: 'waiting',
  Pushing: 'uploading',
  Pushed: 'done',
  'Layer already exists': 'there',
};

/** The engine's word for where a layer is, in the page's language; unknown words stay as they are. */
function statusWord(status: string, t: (key: string) => string): string {
  const key = statusKeys[status] ?? (status.startsWith('Retrying') ? 'retrying' : undefined);
  return key ? t(`pull:layerStatus.${key}`) : cleanText(status, 80);
}

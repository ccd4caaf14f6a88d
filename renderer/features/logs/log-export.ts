import { LighterError } from '@contract/errors';
import i18next from 'i18next';
import { call } from '../../lib/bridge';
import { formatBytes, formatNumber } from '../../lib/format';
import { notifyError, notifySuccess } from '../../ui/notify';
import { plainText } from './ansi';
import type { LogBuffer } from './log-buffer';
import type { RowList } from './log-hits';
import type { LogSource } from './log-session';

const nextFrame = () => new Promise<void>((resolve) => requestAnimationFrame(() => resolve()));

interface CopyOptions {
  timestamps: boolean;
  /** The names of the containers by number, where several are shown. */
  names: readonly string[] | null;
}

/** The rows' text in pieces, without colours; made a few ms at a time, so that a large log holds nothing up. */
async function logText(buffer: LogBuffer, rows: RowList, { timestamps, names }: CopyOptions): Promise<Blob> {
  const parts: string[] = [];
  const end = rows.end;
  let piece = '';
  let until = performance.now() + 6;
  for (let position = rows.first; position < end; position += 1) {
    const row = buffer.at(rows.seqAt(position));
    if (row?.kind === 'line') {
      if (timestamps && row.time !== '') piece += `${row.time} `;
      if (names) piece += `${names[row.source] ?? ''} `;
      piece += `${plainText(row.text)}\n`;
    }
    if ((position & 127) === 0 && performance.now() >= until) {
      parts.push(piece);
      piece = '';
      await nextFrame();
      until = performance.now() + 6;
    }
  }
  parts.push(piece);
  return new Blob(parts, { type: 'text/plain' });
}

/** Puts the selected text on the clipboard. */
export async function copySelection(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    notifySuccess(i18next.t('logs:copiedSelection'));
  } catch (error) {
    notifyError(i18next.t('logs:copyFailed'), errorData(error));
  }
}

/** Puts all lines shown on the clipboard, as far as the view holds them. */
export async function copyLines(buffer: LogBuffer, rows: RowList, options: CopyOptions): Promise<void> {
  const lines = rows.size === buffer.size ? buffer.lines : rows.size;
  try {
    // The item is handed over at once with its text to come: the permission ends with the click.
    await navigator.clipboard.write([new ClipboardItem({ 'text/plain': logText(buffer, rows, options) })]);
    notifySuccess(i18next.t('logs:copiedLines', { count: lines, number: formatNumber(lines) }));
  } catch (error) {
    notifyError(i18next.t('logs:copyFailed'), errorData(error));
  }
}

/** Has main ask for a file and write the engine's whole log there; several as one, in the order of time. */
export async function saveLogs(sources: readonly LogSource[], timestamps: boolean): Promise<void> {
  const name = sources.map((source) => source.name).join(', ');
  const [only] = sources;
  try {
    const saved =
      only && sources.length === 1
        ? await call('containers.saveLogs', { id: only.id, timestamps })
        : await call('container.saveTogether', { containers: [...sources], timestamps });
    if (saved) {
      const title = i18next.t('logs:saved', { name, size: formatBytes(saved.bytes) });
      notifySuccess(title, saved.path);
    }
  } catch (error) {
    notifyError(i18next.t('logs:saveFailed', { name }), errorData(error));
  }
}

const errorData = (error: unknown) =>
  error instanceof LighterError
    ? error.toData()
    : new LighterError({ code: 'internal', message: String(error) });

/** Says that no line is that late. */
export const notifyNothing = () => notifySuccess(i18next.t('logs:span.nothingLater'));

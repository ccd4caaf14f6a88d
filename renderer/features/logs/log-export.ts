import { LighterError } from '@contract/errors';
import i18next from 'i18next';
import { call } from '../../lib/bridge';
import { formatBytes, formatNumber } from '../../lib/format';
import { notifyError, notifySuccess } from '../../ui/notify';
import { plainText } from './ansi';
import type { LogBuffer } from './log-buffer';

const nextFrame = () => new Promise<void>((resolve) => requestAnimationFrame(() => resolve()));

/** The rows' text in pieces, without colours; made a few ms at a time, so that a large log holds nothing up. */
async function logText(buffer: LogBuffer, timestamps: boolean): Promise<Blob> {
  const parts: string[] = [];
  const end = buffer.end;
  let piece = '';
  let until = performance.now() + 6;
  for (let seq = buffer.first; seq < end; seq += 1) {
    const row = buffer.at(seq);
    if (row?.kind === 'line') {
      if (timestamps && row.time !== '') piece += `${row.time} `;
      piece += `${plainText(row.text)}\n`;
    }
    if ((seq & 127) === 0 && performance.now() >= until) {
      parts.push(piece);
      piece = '';
      await nextFrame();
      until = performance.now() + 6;
    }
  }
  parts.push(piece);
  return new Blob(parts, { type: 'text/plain' });
}

/** Puts what is selected on the clipboard, or else the whole log as far as the view holds it. */
export async function copyLog(buffer: LogBuffer, timestamps: boolean): Promise<void> {
  const selection = document.getSelection();
  const isInLog = selection?.anchorNode?.parentElement?.closest('[role="log"]') != null;
  const selected = selection?.type === 'Range' && isInLog ? selection.toString() : '';
  const lines = buffer.lines;
  try {
    if (selected !== '') {
      await navigator.clipboard.writeText(selected);
      notifySuccess(i18next.t('logs:copiedSelection'));
    } else {
      // The item is handed over at once with its text to come: the permission ends with the click.
      await navigator.clipboard.write([new ClipboardItem({ 'text/plain': logText(buffer, timestamps) })]);
      notifySuccess(i18next.t('logs:copiedLines', { count: lines, number: formatNumber(lines) }));
    }
  } catch (error) {
    notifyError(i18next.t('logs:copyFailed'), errorData(error));
  }
}

/** Has main ask for a file and write the engine's whole log there. */
export async function saveLog(id: string, name: string, timestamps: boolean): Promise<void> {
  try {
    const saved = await call('containers.saveLogs', { id, timestamps });
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

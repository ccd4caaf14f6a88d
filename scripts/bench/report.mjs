// @ts-check
import { round } from './figures.mjs';

/**
 * One line of the table. `goal` bounds the ratio, the value or the difference.
 * @typedef {object} Row
 * @property {string} measure
 * @property {number} value
 * @property {string} unit
 * @property {number} [against] the same of what it is compared with
 * @property {number} [ratio]
 * @property {number} [difference]
 * @property {{ most?: number, least?: number, mostValue?: number, mostDifference?: number }} [goal]
 * @property {number} [load] load average before the measure
 */

/** @param {Row} row */
export function verdict({ value, ratio = 0, difference = 0, goal }) {
  if (goal === undefined) return '';
  const met =
    ratio <= (goal.most ?? Number.POSITIVE_INFINITY) &&
    (goal.least === undefined || ratio >= goal.least) &&
    value <= (goal.mostValue ?? Number.POSITIVE_INFINITY) &&
    difference <= (goal.mostDifference ?? Number.POSITIVE_INFINITY);
  return met ? 'met' : 'missed';
}

/** @param {Row} row */
function goalOf({ goal, unit }) {
  if (goal?.most !== undefined) return `≤ ${goal.most} ×`;
  if (goal?.least !== undefined) return `≥ ${goal.least} ×`;
  if (goal?.mostValue !== undefined) return `≤ ${goal.mostValue} ${unit}`;
  if (goal?.mostDifference !== undefined) return `≤ +${goal.mostDifference} ${unit}`;
  return '';
}

/** @param {Row} row */
const compared = ({ ratio, difference }) =>
  ratio !== undefined
    ? `${round(ratio, 2)} ×`
    : difference !== undefined
      ? `${difference < 0 ? '' : '+'}${round(difference, 2)}`
      : '';

const number = (/** @type {number | undefined} */ value) =>
  value === undefined ? '' : value.toLocaleString('en', { maximumFractionDigits: 2 });

/** The results as a table that is both readable as it is and Markdown. @param {readonly Row[]} rows */
export function table(rows) {
  const head = ['measure', 'Lighter', 'against', 'ratio', 'goal', 'verdict', 'load'];
  const lines = rows.map((row) => [
    row.measure,
    `${number(row.value)} ${row.unit}`,
    number(row.against),
    compared(row),
    goalOf(row),
    verdict(row),
    row.load === undefined ? '' : String(row.load),
  ]);
  const widths = head.map((_, column) =>
    Math.max(...[head, ...lines].map((line) => line[column]?.length ?? 0)),
  );
  const format = (/** @type {string[]} */ cells) =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  return [
    format(head),
    `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`,
    ...lines.map(format),
  ].join('\n');
}

import { ActionIcon, Button } from '@mantine/core';
import { IconCopy, IconFold, IconFoldUp } from '@tabler/icons-react';
import {
  type KeyboardEvent,
  type MouseEvent,
  useDeferredValue,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { useTranslation } from 'react-i18next';
import { formatNumber } from '../lib/format';
import { CliFooter } from './cli-footer';
import { JsonBlock } from './json-block';
import {
  formatTemplate,
  jsonDocument,
  pathOf,
  pathText,
  shownLines,
  unfoldedFor,
  valueAt,
} from './json-document';
import { matchingLines } from './json-lines';
import classes from './json-view.module.css';
import { notifySuccess } from './notify';
import { SearchField } from './search-field';

interface JsonViewProps {
  value: unknown;
  /** The Docker CLI command that prints the same, with `template` only a part of it; shown at the foot. */
  cli?: (template: string | null) => string;
}

const blockLines = 100;
/** Longer documents are drawn only where one looks; of shorter ones all text is in the page. */
const wholeUpTo = 3000;

/** JSON to read, search, fold and copy, with the path of the chosen line. Fills the height it is given. */
export function JsonView({ value, cli }: JsonViewProps) {
  const { t } = useTranslation();
  const lines = useMemo(() => jsonDocument(value), [value]);
  const texts = useMemo(() => lines.map(({ text }) => text), [lines]);
  const [query, setQuery] = useState('');
  const [chosen, setChosen] = useState<number | null>(null);
  const [folded, setFolded] = useState<ReadonlySet<number>>(new Set());
  const box = useRef<HTMLElement>(null);
  const scrollTo = useRef<number | null>(null);
  const matches = useMemo(() => matchingLines(texts, query), [texts, query]);
  // Typing must not wait for thousands of lines: they are drawn again when there is time, and only where hits
  // came or went.
  const drawnQuery = useDeferredValue(query);
  const hits = useMemo(() => new Set(matchingLines(texts, drawnQuery)), [texts, drawnQuery]);
  const shown = useMemo(() => shownLines(lines, folded), [lines, folded]);
  const blocks = useMemo(() => inBlocks(shown), [shown]);
  const current = chosen !== null && chosen < lines.length ? chosen : null;
  const path = current === null ? null : pathOf(lines, current);
  const inside = path === null ? undefined : valueAt(value, path);

  // biome-ignore lint/correctness/useExhaustiveDependencies: what was unfolded for the line must be there first
  useLayoutEffect(() => {
    if (scrollTo.current === null) return;
    box.current
      ?.querySelector(`[data-line="${scrollTo.current}"]`)
      ?.scrollIntoView({ block: current !== null && query !== '' ? 'center' : 'nearest' });
    scrollTo.current = null;
  }, [current, shown]);

  const choose = (line: number) => {
    setFolded((before) => unfoldedFor(lines, before, line));
    scrollTo.current = line;
    setChosen(line);
  };
  const step = (direction: 1 | -1) => {
    if (matches.length === 0) return;
    const place = current === null ? -1 : matches.indexOf(current);
    const at = place === -1 ? (direction === 1 ? -1 : 0) : place;
    choose(matches.at((at + direction) % matches.length) ?? 0);
  };
  const toggle = (line: number, isFolded = !folded.has(line)) => {
    const next = new Set(folded);
    if (isFolded) next.add(line);
    else next.delete(line);
    setFolded(next);
    // A line that has just been hidden cannot stay the chosen one.
    const { end = -1 } = lines[line] ?? {};
    if (isFolded && current !== null && current > line && current <= end) setChosen(line);
  };
  const foldAll = () =>
    setFolded(
      folded.size > 0
        ? new Set()
        : new Set(lines.flatMap(({ end, parent }, at) => (end >= 0 && parent >= 0 ? [at] : []))),
    );
  const copy = (text: string, done: string) =>
    void navigator.clipboard.writeText(text).then(() => notifySuccess(done));
  const copyInside = () => copy(valueText(inside), t('inspect:copiedValue'));

  const onKeyDown = (event: KeyboardEvent) => {
    const line = current === null ? undefined : lines[current];
    const at = current === null ? -1 : shown.indexOf(current);
    if (event.ctrlKey || event.metaKey || event.altKey) {
      if (event.key !== 'c' || line === undefined || document.getSelection()?.type === 'Range') return;
      copyInside();
    } else if (event.key === 'ArrowDown') choose(shown[Math.min(at + 1, shown.length - 1)] ?? 0);
    else if (event.key === 'ArrowUp') choose(shown[Math.max(at - 1, 0)] ?? 0);
    else if (event.key === 'Home') choose(0);
    else if (event.key === 'End') choose(shown.at(-1) ?? 0);
    else if (event.key === 'ArrowRight' && current !== null && folded.has(current)) toggle(current, false);
    else if (event.key === 'ArrowLeft' && line !== undefined && current !== null) {
      if (line.end >= 0 && !folded.has(current)) toggle(current, true);
      else if (line.start >= 0) choose(line.start);
      else if (line.parent >= 0) choose(line.parent);
    } else return;
    event.preventDefault();
  };
  const onClick = (event: MouseEvent<HTMLElement>) => {
    const target = event.target as HTMLElement;
    const line = target.closest<HTMLElement>('[data-line]');
    // Selecting text is no choice of a line.
    if (!line || document.getSelection()?.type === 'Range') return;
    const at = Number(line.dataset.line);
    if (target.closest('button')) toggle(at);
    else setChosen(at);
  };

  const place = current === null ? 0 : matches.indexOf(current) + 1;
  const icon = { size: 16, stroke: 1.5, 'aria-hidden': true };
  const foldWord = t(folded.size > 0 ? 'inspect:unfoldAll' : 'inspect:foldAll');
  const here = path === null ? '' : pathText(path);
  return (
    <div className={classes.view}>
      <div className={classes.toolbar}>
        <SearchField
          className={classes.search}
          label={t('inspect:search')}
          value={query}
          onChange={setQuery}
          matches={query === '' ? null : matches.length}
          place={place}
          onStep={step}
        />
        <span className={classes.spring}>
          <ActionIcon variant="default" size={32} aria-label={foldWord} title={foldWord} onClick={foldAll}>
            {folded.size > 0 ? <IconFoldUp {...icon} /> : <IconFold {...icon} />}
          </ActionIcon>
          <ActionIcon
            variant="default"
            size={32}
            aria-label={t('inspect:copy')}
            title={t('inspect:copyAll')}
            onClick={() => copy(texts.join('\n'), t('inspect:copied'))}
          >
            <IconCopy {...icon} />
          </ActionIcon>
        </span>
      </div>
      <div className={classes.path}>
        <span className={classes.place} aria-live="polite" data-testid="json-path">
          {path === null ? t('inspect:pathHint') : here === '' ? t('inspect:whole') : <code>{here}</code>}
        </span>
        {path !== null && (
          <>
            {here !== '' && (
              <Button size="compact-xs" variant="default" onClick={() => copy(here, t('inspect:copiedPath'))}>
                {t('inspect:copyPath')}
              </Button>
            )}
            <Button size="compact-xs" variant="default" onClick={copyInside}>
              {t('inspect:copyValue')}
            </Button>
          </>
        )}
      </div>
      <section
        ref={box}
        className={classes.text}
        aria-label={t('inspect:title')}
        data-testid="json"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls and is walked through, so the keyboard must reach it
        tabIndex={0}
        onKeyDown={onKeyDown}
        onClick={onClick}
      >
        {blocks.map((block, index) => (
          <JsonBlock
            // biome-ignore lint/suspicious/noArrayIndexKey: a block is its place
            key={index}
            numbers={block}
            lines={lines}
            folded={folded}
            query={block.some((line) => hits.has(line)) ? drawnQuery : ''}
            current={current !== null && block.includes(current) ? current : null}
            isWhole={shown.length <= wholeUpTo}
          />
        ))}
      </section>
      {cli && (
        <CliFooter command={cli(path === null || here === '' ? null : formatTemplate(path, inside))}>
          {t('inspect:lines', { count: lines.length, number: formatNumber(lines.length) })}
        </CliFooter>
      )}
    </div>
  );
}

/** A string as it is, anything else as JSON. */
const valueText = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value, null, 2));

const inBlocks = (numbers: readonly number[]) =>
  Array.from({ length: Math.ceil(numbers.length / blockLines) }, (_unused, index) =>
    numbers.slice(index * blockLines, (index + 1) * blockLines),
  );

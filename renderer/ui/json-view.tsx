import { ActionIcon } from '@mantine/core';
import { IconCopy } from '@tabler/icons-react';
import { memo, useDeferredValue, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatNumber } from '../lib/format';
import { CliFooter } from './cli-footer';
import { jsonLines, jsonParts, matchingLines } from './json-lines';
import classes from './json-view.module.css';
import { notifySuccess } from './notify';
import { SearchField } from './search-field';

interface JsonViewProps {
  value: unknown;
  /** The Docker CLI command that prints the same, shown at the foot. */
  cli?: string;
}

const blockLines = 100;
/** Blocks drawn at once; the others follow, some a frame, so that large JSON holds nothing up. */
const firstBlocks = 2;
const blocksPerFrame = 3;

/** JSON to read, search and copy; all of its text is in the page. Fills the height it is given. */
export function JsonView({ value, cli }: JsonViewProps) {
  const { t } = useTranslation();
  const lines = useMemo(() => jsonLines(value), [value]);
  const [query, setQuery] = useState('');
  const [current, setCurrent] = useState<number | null>(null);
  const text = useRef<HTMLElement>(null);
  const matches = useMemo(() => matchingLines(lines, query), [lines, query]);
  // Typing must not wait for thousands of lines: they are drawn again when there is time, and only where hits
  // came or went.
  const drawnQuery = useDeferredValue(query);
  const hitBlocks = useMemo(
    () => new Set(matchingLines(lines, drawnQuery).map((line) => Math.floor(line / blockLines))),
    [lines, drawnQuery],
  );
  const blocks = useMemo(() => inBlocks(lines), [lines]);
  const place = current === null ? 0 : matches.indexOf(current) + 1;
  const drawn = useGrowing(blocks.length, current === null ? 0 : Math.floor(current / blockLines) + 1);

  useLayoutEffect(() => {
    if (current !== null)
      text.current?.querySelector(`[data-line="${current}"]`)?.scrollIntoView({ block: 'center' });
  }, [current]);

  const search = (next: string) => {
    setQuery(next);
    setCurrent(null);
  };
  const step = (direction: 1 | -1) => {
    if (matches.length === 0) return;
    const at = place === 0 ? (direction === 1 ? -1 : 0) : place - 1;
    setCurrent(matches.at((at + direction) % matches.length) ?? null);
  };
  const copy = () =>
    void navigator.clipboard.writeText(lines.join('\n')).then(() => notifySuccess(t('inspect:copied')));

  return (
    <div className={classes.view}>
      <div className={classes.toolbar}>
        <SearchField
          className={classes.search}
          label={t('inspect:search')}
          value={query}
          onChange={search}
          matches={query === '' ? null : matches.length}
          place={place}
          onStep={step}
        />
        <span className={classes.spring}>
          <ActionIcon
            variant="default"
            size={32}
            aria-label={t('inspect:copy')}
            title={t('inspect:copy')}
            onClick={copy}
          >
            <IconCopy size={16} stroke={1.5} aria-hidden />
          </ActionIcon>
        </span>
      </div>
      <section
        ref={text}
        className={classes.text}
        aria-label={t('inspect:title')}
        data-testid="json"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it
        tabIndex={0}
      >
        {blocks.slice(0, drawn).map((block, index) => (
          <Block
            // biome-ignore lint/suspicious/noArrayIndexKey: a block is its place
            key={index}
            lines={block}
            from={index * blockLines}
            query={hitBlocks.has(index) ? drawnQuery : ''}
            current={current !== null && Math.floor(current / blockLines) === index ? current : null}
          />
        ))}
      </section>
      {cli !== undefined && (
        <CliFooter command={cli}>
          {t('inspect:lines', { count: lines.length, number: formatNumber(lines.length) })}
        </CliFooter>
      )}
    </div>
  );
}

interface BlockProps {
  lines: readonly string[];
  /** The number of its first line. */
  from: number;
  query: string;
  current: number | null;
}

const Block = memo(({ lines, from, query, current }: BlockProps) => (
  <div className={classes.block} style={{ containIntrinsicSize: `auto ${lines.length * 20}px` }}>
    {lines.map((line, index) => (
      <div
        // biome-ignore lint/suspicious/noArrayIndexKey: a line is its place
        key={index}
        className={classes.line}
        data-line={from + index}
        data-current={current === from + index}
      >
        {jsonParts(line, query).map((part, at) => {
          const Tag = part.hit ? 'mark' : 'span';
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a line have a fixed order
            <Tag key={at} className={classes[part.kind]}>
              {part.text}
            </Tag>
          );
        })}
        {'\n'}
      </div>
    ))}
  </div>
));

const inBlocks = (lines: readonly string[]) =>
  Array.from({ length: Math.ceil(lines.length / blockLines) }, (_unused, index) =>
    lines.slice(index * blockLines, (index + 1) * blockLines),
  );

/** A number that grows to `all`, some a frame; at least `needed` from the start. */
function useGrowing(all: number, needed: number): number {
  const [grown, setGrown] = useState(firstBlocks);
  useEffect(() => {
    if (grown >= all) return;
    const frame = requestAnimationFrame(() => setGrown(grown + blocksPerFrame));
    return () => cancelAnimationFrame(frame);
  }, [grown, all]);
  return Math.max(grown, needed);
}

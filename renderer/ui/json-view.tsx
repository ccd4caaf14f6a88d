import { ActionIcon, TextInput } from '@mantine/core';
import { IconChevronDown, IconChevronUp, IconCopy, IconSearch } from '@tabler/icons-react';
import { type KeyboardEvent, memo, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatNumber } from '../lib/format';
import { CliFooter } from './cli-footer';
import { jsonLines, jsonParts, matchingLines } from './json-lines';
import classes from './json-view.module.css';
import { notifySuccess } from './notify';

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
  const field = useRef<HTMLInputElement>(null);
  const text = useRef<HTMLElement>(null);
  const matches = useMemo(() => matchingLines(lines, query), [lines, query]);
  const blocks = useMemo(() => inBlocks(lines), [lines]);
  const place = current === null ? 0 : matches.indexOf(current) + 1;
  const drawn = useGrowing(blocks.length, current === null ? 0 : Math.floor(current / blockLines) + 1);

  useLayoutEffect(() => {
    if (current !== null)
      text.current?.querySelector(`[data-line="${current}"]`)?.scrollIntoView({ block: 'center' });
  }, [current]);

  useEffect(() => {
    const onKeyDown = (event: globalThis.KeyboardEvent) => {
      if (event.key !== 'f' || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      field.current?.select();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, []);

  const search = (next: string) => {
    setQuery(next);
    setCurrent(null);
  };
  const step = (direction: 1 | -1) => {
    const at = place === 0 ? (direction === 1 ? -1 : 0) : place - 1;
    setCurrent(matches.at((at + direction) % matches.length) ?? null);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter') step(event.shiftKey ? -1 : 1);
    else if (event.key === 'Escape' && query !== '') search('');
    else return;
    event.preventDefault();
  };
  const copy = () =>
    void navigator.clipboard.writeText(lines.join('\n')).then(() => notifySuccess(t('inspect:copied')));

  const count =
    query === '' ? '' : matches.length === 0 ? t('inspect:noMatch') : formatNumber(matches.length);
  const icon = { size: 16, stroke: 1.5, 'aria-hidden': true };
  const button = (name: string) =>
    ({ variant: 'default', size: 30, 'aria-label': name, title: name }) as const;
  return (
    <div className={classes.view}>
      <div className={classes.toolbar}>
        <TextInput
          ref={field}
          className={classes.search}
          size="xs"
          type="search"
          spellCheck={false}
          aria-label={t('inspect:search')}
          placeholder={t('inspect:search')}
          value={query}
          onChange={(event) => search(event.currentTarget.value)}
          onKeyDown={onKeyDown}
          leftSection={<IconSearch {...icon} />}
          rightSectionWidth={90}
          rightSection={
            <span className={classes.count} data-testid="json-matches">
              {place > 0 ? `${formatNumber(place)} / ${count}` : count}
            </span>
          }
        />
        <ActionIcon
          {...button(t('inspect:previous'))}
          disabled={matches.length === 0}
          onClick={() => step(-1)}
        >
          <IconChevronUp {...icon} />
        </ActionIcon>
        <ActionIcon {...button(t('inspect:next'))} disabled={matches.length === 0} onClick={() => step(1)}>
          <IconChevronDown {...icon} />
        </ActionIcon>
        <span className={classes.spring}>
          <ActionIcon {...button(t('inspect:copy'))} onClick={copy}>
            <IconCopy {...icon} />
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
            query={query}
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

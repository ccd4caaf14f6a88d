import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { memo, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatNumber } from '../lib/format';
import type { JsonLine } from './json-document';
import { jsonParts } from './json-lines';
import classes from './json-view.module.css';

interface JsonBlockProps {
  /** The lines to draw, by number. */
  numbers: readonly number[];
  lines: readonly JsonLine[];
  folded: ReadonlySet<number>;
  query: string;
  /** The chosen line, where it is one of these. */
  current: number | null;
  /** Drawn even where nobody looks. */
  isWhole: boolean;
}

/** Some lines of a document; in a long one an empty place of their height until they come near. */
export const JsonBlock = memo(({ numbers, lines, folded, query, current, isWhole }: JsonBlockProps) => {
  const block = useRef<HTMLDivElement>(null);
  const [isNear, setNear] = useState(false);
  useEffect(() => {
    const element = block.current;
    if (isWhole || !element) return;
    const observer = new IntersectionObserver((entries) => setNear(entries.at(-1)?.isIntersecting === true), {
      root: element.parentElement,
      rootMargin: '1200px 0px',
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [isWhole]);
  const isDrawn = isWhole || isNear || current !== null;
  const height = numbers.length * 20;
  return (
    <div
      ref={block}
      className={classes.block}
      style={isDrawn ? { containIntrinsicSize: `auto ${height}px` } : { height }}
    >
      {isDrawn &&
        numbers.map((number) => {
          const line = lines[number];
          return (
            line && (
              <Line
                key={number}
                number={number}
                line={line}
                isFolded={folded.has(number)}
                query={query}
                isCurrent={current === number}
              />
            )
          );
        })}
    </div>
  );
});

interface LineProps {
  number: number;
  line: JsonLine;
  isFolded: boolean;
  query: string;
  isCurrent: boolean;
}

const Line = memo(({ number, line, isFolded, query, isCurrent }: LineProps) => (
  <div className={classes.line} data-line={number} data-current={isCurrent}>
    {line.end >= 0 && <Fold isFolded={isFolded} />}
    {jsonParts(line.text, query).map((part, at) => {
      const Tag = part.hit ? 'mark' : 'span';
      return (
        // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a line have a fixed order
        <Tag key={at} className={classes[part.kind]}>
          {part.text}
        </Tag>
      );
    })}
    {isFolded && <Hidden size={line.size} close={line.text.endsWith('[') ? ']' : '}'} />}
    {'\n'}
  </div>
));

// The words have components of their own: a translation hook in each line would cost more than the line.

function Fold({ isFolded }: { isFolded: boolean }) {
  const { t } = useTranslation();
  const Icon = isFolded ? IconChevronRight : IconChevronDown;
  const name = t(isFolded ? 'inspect:unfold' : 'inspect:fold');
  // The arrow keys do the same; hundreds of tab stops would be none.
  return (
    <button type="button" tabIndex={-1} className={classes.fold} aria-label={name} title={name}>
      <Icon size={12} stroke={2} aria-hidden />
    </button>
  );
}

function Hidden({ size, close }: { size: number; close: string }) {
  const { t } = useTranslation();
  return (
    <span className={classes.hidden}>
      {' … '}
      {t('inspect:hidden', { count: size, number: formatNumber(size) })} {close}
    </span>
  );
}

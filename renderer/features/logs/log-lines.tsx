import { Button } from '@mantine/core';
import { IconArrowDown } from '@tabler/icons-react';
import { type CSSProperties, type RefObject, useLayoutEffect, useMemo, useReducer, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyLog } from './empty-log';
import type { RowList } from './log-hits';
import classes from './log-lines.module.css';
import { LogRowView } from './log-row';
import type { HitRange } from './log-search';
import type { LogSession } from './log-session';
import { uniformLayout, wrappedLayout } from './row-layout';
import { type DrawnRow, isOtherDay, RowCache, shownChars, shownText } from './row-text';
import { placeWindow, rowHeight, type ScrollAnchor, windowTop } from './scroll-window';
import { sides, useLogBox } from './use-log-box';
import { useLogSelection } from './use-log-selection';

interface LogLinesProps {
  session: LogSession;
  /** Changes whenever the session has news. */
  version: number;
  /** What is shown of it. */
  rows: RowList;
  follow: boolean;
  onFollow: (follow: boolean) => void;
  timestamps: boolean;
  wrap: boolean;
  /** The search hit to show, a new object each time it is asked for. */
  target: { seq: number } | null;
  /** Gets the number of the row at the top of the view, where a search begins. */
  topRow: RefObject<number>;
  /** Gets what tells the selected text; null without a selection. */
  selected: RefObject<(() => string | null) | null>;
}

const noRanges: readonly HitRange[] = [];
const isSingle = ({ sources }: LogSession) => sources.length === 1;

/** The longest name is cut here. */
const widestName = 20;
const nameWidth = ({ sources }: LogSession) =>
  Math.min(widestName, Math.max(...sources.map(({ name }) => name.length)));

const sourceName = (session: LogSession, { source }: DrawnRow) =>
  isSingle(session) ? null : (session.sources[source]?.name ?? '');

/** The lines in view and nothing else: a window over the buffer that holds still while rows come and go. */
export function LogLines({
  session,
  version,
  rows,
  follow,
  onFollow,
  timestamps,
  wrap,
  target,
  topRow,
  selected,
}: LogLinesProps) {
  const { t } = useTranslation();
  const { buffer } = session;
  const scroller = useRef<HTMLDivElement>(null);
  const lines = useRef<HTMLDivElement>(null);
  const box = useLogBox(scroller);
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  const cache = useMemo(() => new RowCache(buffer), [buffer]);
  const withDay = isOtherDay(buffer.at(buffer.first)?.time ?? '', new Date());
  const timeChars = timestamps ? (withDay ? 18 : 12) + 2 : 0;
  const nameChars = isSingle(session) ? 0 : nameWidth(session) + 2;
  const columns = Math.floor(box.width / box.charWidth) - timeChars - nameChars;
  const layout = useMemo(
    () => (wrap ? wrappedLayout(rows, columns, shownChars) : uniformLayout(rows)),
    [rows, wrap, columns],
  );

  // Where the view stands when it does not follow: a row and a distance from its top. Rows may come, go and
  // grow above it without moving it.
  const anchor = useRef<ScrollAnchor>({ position: 0, delta: 0 });
  const anchorSeq = useRef(0);
  const knownRows = useRef(rows);
  // With other rows shown the view stays at the row it was at: as soon as that, or one after it, is found.
  const returnTo = useRef<number | null>(null);
  const lastTop = useRef(0);
  const shownTarget = useRef<LogLinesProps['target']>(null);
  const releasedByScroll = useRef(false);
  const widest = useRef(0);

  layout.sync();
  if (rows !== knownRows.current) {
    knownRows.current = rows;
    returnTo.current = anchorSeq.current;
  }
  if (returnTo.current !== null) {
    anchor.current = { position: rows.positionOf(returnTo.current), delta: 0 };
    if (rows.seqAt(anchor.current.position) !== -1) returnTo.current = null;
  }
  if (target && target !== shownTarget.current) {
    shownTarget.current = target;
    returnTo.current = null;
    anchor.current = { position: rows.positionOf(target.seq), delta: -Math.floor(box.height / 3) };
  }
  const place = placeWindow(layout, box.height, follow ? null : anchor.current);
  const { start, end, top, contentHeight, rowsTop } = place;
  topRow.current = rows.seqAt(windowTop(layout, box.height, top).position);
  if (returnTo.current === null) anchorSeq.current = Math.max(0, topRow.current);

  // biome-ignore lint/correctness/useExhaustiveDependencies: `version` stands for the buffer's content
  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return;
    let grown = false;
    if (wrap) {
      for (const row of lines.current?.children ?? []) {
        const height = row instanceof HTMLElement ? row.offsetHeight : 0;
        const seq = row instanceof HTMLElement ? Number(row.dataset.seq) : -1;
        if (layout.measured(rows.positionOf(seq), Math.round(height / rowHeight))) grown = true;
      }
    }
    if (follow) {
      element.scrollTop = contentHeight;
      lastTop.current = element.scrollTop;
      anchor.current = { position: layout.positionAt(Math.floor(top / rowHeight)), delta: 0 };
    } else if (Math.abs(top - lastTop.current) >= 1) {
      // By the difference: the user may be in the middle of scrolling.
      element.scrollTop += top - lastTop.current;
      lastTop.current = element.scrollTop;
    }
    if (grown) redraw();
  }, [version, follow, wrap, layout, rows, top, contentHeight, start, end]);

  const release = () => {
    if (!follow || contentHeight <= box.height) return;
    releasedByScroll.current = true;
    onFollow(false);
  };

  const onScroll = () => {
    const element = scroller.current;
    if (!element) return;
    const at = element.scrollTop;
    const isAtEnd = at + element.clientHeight >= element.scrollHeight - 2;
    if (follow) {
      if (at >= lastTop.current - 1 || isAtEnd) return;
      release();
    } else if (Math.abs(at - lastTop.current) < 1) {
      return;
    } else if (isAtEnd && at > lastTop.current && releasedByScroll.current) {
      releasedByScroll.current = false;
      onFollow(true);
      return;
    }
    lastTop.current = at;
    returnTo.current = null;
    anchor.current = windowTop(layout, box.height, at);
    redraw();
  };

  const look = (row: DrawnRow) => ({ timestamps, withDay, source: sourceName(session, row) });
  const selection = useLogSelection({
    lines,
    rows,
    textOf: (seq) => {
      const row = cache.get(seq);
      return row === null || row.kind !== 'line' ? null : shownText(row, look(row));
    },
    // Text that is being selected must not run away.
    onSelect: () => follow && onFollow(false),
    redraw,
  });
  selected.current = selection.text;

  const seqs: number[] = [];
  for (let position = start; position < end; position += 1) seqs.push(rows.seqAt(position));
  const pinned = selection.pinned().filter((seq) => !seqs.includes(seq));
  const shown = [
    ...pinned.filter((seq) => seq < (seqs[0] ?? 0)),
    ...seqs,
    ...pinned.filter((seq) => seq > (seqs.at(-1) ?? -1)),
  ].flatMap((seq) => {
    const row = cache.get(seq);
    return row ? [row] : [];
  });
  // As wide as the widest line seen: a width that followed the lines in view would move the scroll bar, and
  // lay everything out twice, with every frame.
  widest.current = rows.size === 0 ? 0 : Math.max(widest.current, ...shown.map((row) => row.cells));
  const rowsWidth = `calc(${timeChars + nameChars + widest.current} * 1ch + ${sides}px)`;

  const variables = { '--time-chars': timeChars, '--name-chars': nameChars } as CSSProperties;

  return (
    <div className={classes.stage}>
      <div
        ref={scroller}
        className={classes.scroller}
        role="log"
        aria-live="off"
        aria-label={t('logs:title')}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it
        tabIndex={0}
        data-wrap={wrap}
        onScroll={onScroll}
        onWheel={(event) => event.deltaY < 0 && release()}
        onKeyDown={(event) => {
          if (['ArrowUp', 'PageUp', 'Home'].includes(event.key)) release();
          if (event.key !== 'a' || !(event.ctrlKey || event.metaKey)) return;
          event.preventDefault();
          selection.selectAll();
        }}
        onMouseDown={selection.onMouseDown}
        onCopy={selection.onCopy}
      >
        <div className={classes.content} style={{ height: contentHeight, width: wrap ? '100%' : rowsWidth }}>
          <div ref={lines} className={classes.rows} style={{ top: rowsTop, ...variables }}>
            {shown.map((row) => (
              <LogRowView
                key={row.seq}
                row={row}
                timestamps={timestamps}
                withDay={withDay}
                ranges={
                  session.search && row.kind === 'line'
                    ? session.search.rangesOf(row.seq, row.line.plain)
                    : noRanges
                }
                isCurrent={target?.seq === row.seq}
                isPinned={pinned.includes(row.seq)}
                source={sourceName(session, row)}
              />
            ))}
          </div>
        </div>
      </div>
      {rows.size === 0 && <EmptyLog session={session} />}
      {!follow && contentHeight > box.height && (
        <Button
          className={classes.jump}
          size="compact-sm"
          variant="default"
          leftSection={<IconArrowDown size={14} stroke={1.5} aria-hidden />}
          onClick={() => onFollow(true)}
        >
          {t('logs:jumpToEnd')}
        </Button>
      )}
    </div>
  );
}

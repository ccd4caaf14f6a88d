import { Button } from '@mantine/core';
import { IconArrowDown } from '@tabler/icons-react';
import {
  type CSSProperties,
  type RefObject,
  useEffect,
  useLayoutEffect,
  useMemo,
  useReducer,
  useRef,
} from 'react';
import { useTranslation } from 'react-i18next';
import { LogRowView } from './log-row';
import type { LogSession } from './log-session';
import classes from './logs.module.css';
import { uniformLayout, wrappedLayout } from './row-layout';
import { isOtherDay, RowCache, shownChars } from './row-text';
import { placeWindow, rowHeight, type ScrollAnchor, windowTop } from './scroll-window';
import { sides, useLogBox } from './use-log-box';

interface LogLinesProps {
  session: LogSession;
  /** Changes whenever the session has news. */
  version: number;
  follow: boolean;
  onFollow: (follow: boolean) => void;
  timestamps: boolean;
  wrap: boolean;
  /** The search hit to show, a new object each time it is asked for. */
  target: { seq: number } | null;
  /** Gets the number of the row at the top of the view, where a search begins. */
  topRow: RefObject<number>;
}

/** The lines in view and nothing else: a window over the buffer that holds still while rows come and go. */
export function LogLines({
  session,
  version,
  follow,
  onFollow,
  timestamps,
  wrap,
  target,
  topRow,
}: LogLinesProps) {
  const { t } = useTranslation();
  const { buffer } = session;
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useRef<HTMLDivElement>(null);
  const box = useLogBox(scroller);
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  const cache = useMemo(() => new RowCache(buffer), [buffer]);
  const withDay = isOtherDay(buffer.at(buffer.first)?.time ?? '', new Date());
  const timeChars = timestamps ? (withDay ? 18 : 12) + 2 : 0;
  const columns = Math.floor(box.width / box.charWidth) - timeChars;
  const layout = useMemo(
    () => (wrap ? wrappedLayout(buffer, columns, shownChars) : uniformLayout(buffer)),
    [buffer, wrap, columns],
  );

  // Where the view stands when it does not follow: a row and a distance from its top. Rows may come, go and
  // grow above it without moving it.
  const anchor = useRef<ScrollAnchor>({ seq: 0, delta: 0 });
  const lastTop = useRef(0);
  const shownTarget = useRef<LogLinesProps['target']>(null);
  const releasedByScroll = useRef(false);
  const widest = useRef(0);

  layout.sync();
  if (target && target !== shownTarget.current) {
    shownTarget.current = target;
    anchor.current = { seq: target.seq, delta: -Math.floor(box.height / 3) };
  }
  const place = placeWindow(layout, box.height, follow ? null : anchor.current);
  const { start, end, top, contentHeight, rowsTop } = place;
  topRow.current = windowTop(layout, box.height, top).seq;

  // biome-ignore lint/correctness/useExhaustiveDependencies: `version` stands for the buffer's content
  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return;
    let grown = false;
    if (wrap) {
      for (const row of rows.current?.children ?? []) {
        const height = row instanceof HTMLElement ? row.offsetHeight : 0;
        const seq = row instanceof HTMLElement ? Number(row.dataset.seq) : -1;
        if (layout.measured(seq, Math.round(height / rowHeight))) grown = true;
      }
    }
    if (follow) {
      element.scrollTop = contentHeight;
      lastTop.current = element.scrollTop;
      anchor.current = { seq: layout.seqAt(Math.floor(top / rowHeight)), delta: 0 };
    } else if (Math.abs(top - lastTop.current) >= 1) {
      // By the difference: the user may be in the middle of scrolling.
      element.scrollTop += top - lastTop.current;
      lastTop.current = element.scrollTop;
    }
    if (grown) redraw();
  }, [version, follow, wrap, layout, top, contentHeight, start, end]);

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
    anchor.current = windowTop(layout, box.height, at);
    redraw();
  };

  // Text that is being selected must not run away.
  useEffect(() => {
    const onSelection = () => {
      const selection = document.getSelection();
      if (follow && selection?.type === 'Range' && rows.current?.contains(selection.anchorNode))
        onFollow(false);
    };
    document.addEventListener('selectionchange', onSelection);
    return () => document.removeEventListener('selectionchange', onSelection);
  }, [follow, onFollow]);

  const shown = [];
  for (let seq = start; seq < end; seq += 1) {
    const row = cache.get(seq);
    if (row) shown.push(row);
  }
  // As wide as the widest line seen: a width that followed the lines in view would move the scroll bar, and
  // lay everything out twice, with every frame.
  widest.current = buffer.size === 0 ? 0 : Math.max(widest.current, ...shown.map((row) => row.cells));
  const rowsWidth = `calc(${timeChars + widest.current} * 1ch + ${sides}px)`;

  const variables = { '--time-chars': timeChars } as CSSProperties;

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
        onKeyDown={(event) => ['ArrowUp', 'PageUp', 'Home'].includes(event.key) && release()}
      >
        <div className={classes.content} style={{ height: contentHeight, width: wrap ? '100%' : rowsWidth }}>
          <div ref={rows} className={classes.rows} style={{ top: rowsTop, ...variables }}>
            {shown.map((row) => (
              <LogRowView
                key={row.seq}
                row={row}
                timestamps={timestamps}
                withDay={withDay}
                pattern={session.search?.pattern ?? null}
                isCurrent={target?.seq === row.seq}
              />
            ))}
          </div>
        </div>
      </div>
      {buffer.size === 0 && (
        <div className={classes.empty}>
          <strong>{t(session.isCleared ? 'logs:empty.cleared' : 'logs:empty.title')}</strong>
          <span>{t(session.isCleared ? 'logs:empty.next' : 'logs:empty.text')}</span>
        </div>
      )}
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

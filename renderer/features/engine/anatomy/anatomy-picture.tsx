import { type KeyboardEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatNumber } from '../../../lib/format';
import { containerLook, StateSign } from '../../../ui/state-mark';
import classes from './anatomy.module.css';
import { PartLink } from './part-link';
import type { Anatomy, Part, Row } from './parts';

interface PictureProps {
  anatomy: Anatomy;
  active: Part | null;
  onActive(part: Part | null): void;
}

/** Height of a row with the gap below it, px; as in the style sheet. */
const rowHeight = 60;
const gap = 12;

/** The chain as boxes and lines; one tab stop, arrow keys move from part to part. */
export function AnatomyPicture({ anatomy, active, onActive }: PictureProps) {
  const { t } = useTranslation();
  const picture = useRef<HTMLDivElement>(null);
  const [stop, setStop] = useState('client');
  const { client, daemon, keeper, rows, more } = anatomy;
  const parts = [client, daemon, keeper, ...rows.flatMap(({ shim, runtime, main }) => [shim, runtime, main])];
  // What had the tab stop may have ended.
  const stopKey = parts.some(({ key }) => key === stop) ? stop : 'client';
  const common = (part: Part, column: number, row: number) => ({
    part,
    active,
    onActive: (next: Part | null) => {
      if (next) setStop(next.key);
      onActive(next);
    },
    tabStop: part.key === stopKey,
    at: { column, row },
  });

  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const step = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    const from = document.activeElement as HTMLElement | null;
    if (!step || !from?.dataset.column) return;
    event.preventDefault();
    const column = Number(from.dataset.column) + (step[0] ?? 0);
    const row = Number(from.dataset.row) + (step[1] ?? 0);
    const wanted = column < 3 ? 0 : row;
    picture.current?.querySelector<HTMLElement>(`[data-column="${column}"][data-row="${wanted}"]`)?.focus();
  };

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: arrow keys move between the buttons inside
    <div ref={picture} className={classes.picture} onKeyDown={onKeyDown}>
      <div className={classes.trunk}>
        <PartLink {...common(client, 0, 0)} />
        <span className={classes.line} />
        <div className={classes.captioned}>
          <span className={classes.caption}>{t('anatomy:caption.daemon')}</span>
          <PartLink {...common(daemon, 1, 0)} />
        </div>
        <span className={classes.line} data-absent={keeper.absent || undefined} />
        <div className={classes.captioned}>
          <span className={classes.caption}>{keeper.absent ? '' : t('anatomy:caption.keeper')}</span>
          <PartLink {...common(keeper, 2, 0)} />
        </div>
      </div>
      <Fan rows={rows} active={active} />
      <div className={classes.rows}>
        {rows.map(({ container, shim, runtime, main }, index) => {
          const isLit = active?.key.endsWith(container.id) ?? false;
          const look = containerLook(container.state, container.health, container.exitCode);
          return (
            <div key={container.id} className={classes.row} data-lit={isLit || undefined}>
              <PartLink {...common(shim, 3, index)} lit={isLit} />
              <span className={classes.line} />
              <PartLink {...common(runtime, 4, index)} lit={isLit} />
              <span className={classes.line} />
              <PartLink {...common(main, 5, index)} lit={isLit}>
                <span className={classes.state}>
                  <StateSign shape={look.shape} tone={look.tone} />
                  <span className="sr-only">{t(`common:state.${look.word}`)}</span>
                </span>
              </PartLink>
            </div>
          );
        })}
        {rows.length === 0 && <p className={classes.none}>{t('anatomy:noneRuns')}</p>}
      </div>
      {more > 0 && (
        <a className={classes.more} href="#/containers">
          {t('anatomy:more', { count: more, number: formatNumber(more) })}
        </a>
      )}
    </div>
  );
}

/** The lines from containerd to each shim, stretched to the room there is. */
function Fan({ rows, active }: { rows: readonly Row[]; active: Part | null }) {
  const count = Math.max(1, rows.length);
  const height = count * rowHeight - gap;
  const middle = height / 2;
  return (
    <svg
      className={classes.fan}
      viewBox={`0 0 100 ${height}`}
      height={height}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      {Array.from({ length: count }, (_, index) => {
        const y = index * rowHeight + (rowHeight - gap) / 2;
        const container = rows[index]?.container.id;
        return (
          <path
            key={container ?? 'none'}
            d={`M0 ${middle} C 60 ${middle} 40 ${y} 100 ${y}`}
            data-lit={(container && active?.key.endsWith(container)) || undefined}
            data-absent={container === undefined || undefined}
          />
        );
      })}
    </svg>
  );
}

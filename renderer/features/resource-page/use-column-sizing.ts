import type { PointerEvent, RefObject } from 'react';
import { gridTemplate, leastWidth, roomFor } from './column-layout';
import type { Column } from './types';

interface ColumnSizingOptions<Row> {
  grid: RefObject<HTMLElement | null>;
  columns: readonly Column<Row>[];
  widths: Readonly<Record<string, number>>;
  /** Called once a change has ended. */
  onWidth: (id: string, width: number) => void;
}

/** px with each key press. */
const keyStep = 16;

/** Sizing of columns by their headers' edges: dragged, fitted by a double click, or with keys. */
export function useColumnSizing<Row>({ grid, columns, widths, onWidth }: ColumnSizingOptions<Row>) {
  const available = () => grid.current?.parentElement?.clientWidth ?? 0;
  const within = (id: string, width: number) =>
    Math.round(Math.max(leastWidth, Math.min(width, roomFor(columns, widths, id, available()))));
  const cellsOf = (id: string) => [
    ...(grid.current?.querySelectorAll<HTMLElement>(`[data-column="${CSS.escape(id)}"]`) ?? []),
  ];
  const widthOf = (id: string) => cellsOf(id)[0]?.offsetWidth ?? leastWidth;
  const show = (template: string) => grid.current?.style.setProperty('--columns', template);

  return {
    /** The page does not render while the edge moves: only the grid's tracks do. */
    onDrag(id: string, event: PointerEvent<HTMLElement>): void {
      if (event.button !== 0) return;
      event.preventDefault();
      const edge = event.currentTarget;
      const from = event.clientX;
      const before = widthOf(id);
      let width = before;
      edge.setPointerCapture(event.pointerId);
      const move = (moved: globalThis.PointerEvent) => {
        width = within(id, before + moved.clientX - from);
        show(gridTemplate(columns, { ...widths, [id]: width }));
      };
      const end = () => {
        edge.removeEventListener('pointermove', move);
        if (width !== before) onWidth(id, width);
      };
      edge.addEventListener('pointermove', move);
      edge.addEventListener('lostpointercapture', end, { once: true });
    },
    /** As wide as what is in view of it. */
    onFit(id: string): void {
      show(gridTemplate(columns, widths, id));
      const widest = Math.max(...cellsOf(id).map((cell) => cell.offsetWidth));
      show(gridTemplate(columns, widths));
      onWidth(id, within(id, widest));
    },
    onStep(id: string, steps: number): void {
      onWidth(id, within(id, widthOf(id) + steps * keyStep));
    },
  };
}

import { type RefObject, useLayoutEffect, useState } from 'react';

interface LogBox {
  /** px between the paddings, without the scroll bar. */
  width: number;
  height: number;
  /** px of one character of the log's type. */
  charWidth: number;
}

/** px left and right of a line, its mark at the left included. */
export const sides = 18 + 16;

/** The size of the log's window and of its characters, kept while the window changes. */
export function useLogBox(scroller: RefObject<HTMLElement | null>): LogBox {
  const [box, setBox] = useState<LogBox>({ width: 800, height: 600, charWidth: 7.2 });
  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const measure = () => {
      const probe = document.createElement('span');
      probe.textContent = '0'.repeat(100);
      probe.style.cssText = 'position:absolute;visibility:hidden;white-space:pre';
      element.append(probe);
      const charWidth = probe.getBoundingClientRect().width / 100 || 7.2;
      probe.remove();
      const width = element.clientWidth - sides;
      const height = element.clientHeight;
      setBox((last) =>
        last.width === width && last.height === height && last.charWidth === charWidth
          ? last
          : { width, height, charWidth },
      );
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [scroller]);
  return box;
}

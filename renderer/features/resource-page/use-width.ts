import { useLayoutEffect, useRef, useState } from 'react';

const scrollBarWidth = 12;

/** The width of an element in px, as it changes. */
export function useWidth() {
  const element = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(1080);
  useLayoutEffect(() => {
    const box = element.current;
    if (!box) return;
    // The columns must not change when the scroll bar comes.
    const measure = () => setWidth(box.clientWidth - scrollBarWidth);
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(box);
    return () => observer.disconnect();
  }, []);
  return [width, element] as const;
}

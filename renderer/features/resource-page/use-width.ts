import { useLayoutEffect, useRef, useState } from 'react';
import { useSettings } from '../../store/mirror';

const scrollBarWidth = 12;

/**
 * The width of an element in px, as it changes. At first what the shell leaves of the window: to ask in the middle of
 * the first rendering would lay the page out twice.
 */
export function useWidth() {
  const element = useRef<HTMLDivElement>(null);
  const side = useSettings()?.sidebarCollapsed ? 56 : 200;
  const [width, setWidth] = useState(window.innerWidth - side - scrollBarWidth);
  useLayoutEffect(() => {
    const box = element.current;
    if (!box) return;
    // The columns must not change when the scroll bar comes.
    const observer = new ResizeObserver(() => setWidth(box.clientWidth - scrollBarWidth));
    observer.observe(box);
    return () => observer.disconnect();
  }, []);
  return [width, element] as const;
}

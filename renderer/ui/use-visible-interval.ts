import { type RefObject, useEffect, useRef } from 'react';

/**
 * Runs something every `ms` while the element is on the screen and the window is shown, and at once when it
 * comes into view; null stops it. What nobody sees costs nothing.
 */
export function useVisibleInterval(element: RefObject<Element | null>, ms: number | null, run: () => void) {
  const latest = useRef(run);
  latest.current = run;
  useEffect(() => {
    const target = element.current;
    if (ms === null || !target) return;
    let isInView = false;
    let timer: ReturnType<typeof setInterval> | undefined;
    const update = () => {
      const isSeen = isInView && document.visibilityState === 'visible';
      if (isSeen === (timer !== undefined)) return;
      clearInterval(timer);
      timer = isSeen ? setInterval(() => latest.current(), ms) : undefined;
      if (isSeen) latest.current();
    };
    const observer = new IntersectionObserver((entries) => {
      isInView = entries.at(-1)?.isIntersecting === true;
      update();
    });
    observer.observe(target);
    document.addEventListener('visibilitychange', update);
    return () => {
      observer.disconnect();
      document.removeEventListener('visibilitychange', update);
      clearInterval(timer);
    };
  }, [element, ms]);
}

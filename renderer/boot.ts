// The page's first script: what stands in index.html is painted first, the app loads meanwhile and runs after it.

import { tellFailedStart } from './failed-start';

/** A window that nobody can see is never painted, ms. */
const paintLimit = 150;

/**
 * Resolves when what stands in the page is on the screen. To render the app earlier would take the processor from
 * that, and from main, which has to reach the engine meanwhile.
 */
function firstPaint(): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(late);
      observer.disconnect();
      resolve();
    };
    const late = setTimeout(done, paintLimit);
    const observer = new PerformanceObserver(done);
    observer.observe({ type: 'paint', buffered: true });
  });
}

// Not awaited up here: the app takes the helper that loads pages from this file, and would wait for it to end.
void firstPaint()
  .then(() => import('./main'))
  .catch(tellFailedStart);

// @ts-check

/**
 * In the page: scrolls down the list for some time, then jumps about in it.
 * @param {number} ms
 */
export const scroll = (ms) => `new Promise((resolve) => {
  const grid = document.querySelector('[role="grid"]');
  const box = [grid, ...grid.querySelectorAll('*')].concat(grid.parentElement)
    .find((one) => one.scrollHeight > one.clientHeight + 1000 && getComputedStyle(one).overflowY !== 'visible');
  const frames = [];
  const tasks = [];
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) tasks.push(Math.round(entry.duration));
  }).observe({ type: 'longtask' });
  const from = performance.now();
  let last = from;
  let jump = 0;
  const frame = (now) => {
    if (now > from) frames.push(Math.round((now - last) * 10) / 10);
    last = now;
    if (now - from > ${ms}) return resolve({ frames, tasks, rows: box.scrollHeight, at: box.scrollTop });
    if (now - from < ${ms} * 0.7) box.scrollTop += 240;
    else if (frames.length % 4 === 0) box.scrollTop = ((jump += 0.37) % 1) * box.scrollHeight;
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
})`;

/**
 * How long its frames took, ms.
 * @param {{ frames: number[], tasks: number[] }} scrolled what `scroll` gave
 */
export function frameFigures({ frames, tasks }) {
  const sorted = [...frames].sort((a, b) => a - b);
  return {
    slowest: sorted.at(-1) ?? Number.NaN,
    p95: sorted[Math.floor(sorted.length * 0.95)] ?? Number.NaN,
    frameCount: frames.length,
    slowFrames: frames.filter((ms) => ms > 50),
    longTasks: tasks,
  };
}

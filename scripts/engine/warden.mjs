// @ts-check
import { rmSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { clearEngine } from './clear-engine.mjs';
import { processStart } from './guard.mjs';

// Started by guard.mjs. Keeps a list of what to clear; its input ends when its owner does, in whatever way.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => {});

/** @type {Map<number, { leftover: import('./guard.mjs').Leftover, started?: string }>} */
const watched = new Map();
for await (const line of createInterface({ input: process.stdin })) {
  const { id, leftover, started } = JSON.parse(line);
  if (leftover === undefined) watched.delete(id);
  else watched.set(id, { leftover, started });
}

/** @param {{ leftover: import('./guard.mjs').Leftover, started?: string }} entry */
function clear({ leftover, started }) {
  if (leftover.kind === 'engine') clearEngine(leftover);
  else if (leftover.kind === 'folder')
    rmSync(leftover.path, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
  else if (processStart(leftover.pid) === started && started !== undefined)
    process.kill(leftover.pid, 'SIGKILL');
}

for (const entry of [...watched.values()].reverse()) {
  try {
    clear(entry);
  } catch {
    // A folder that a dying program still writes to must not keep the engine behind it alive.
  }
}

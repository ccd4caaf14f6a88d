// @ts-check
import { readdirSync, readFileSync } from 'node:fs';

const ticksPerSecond = 100;

/** A file below /proc, or undefined when its process has just ended. @param {string} path */
function readProc(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

/** The fields of /proc/PID/stat after the program's name, which may hold anything. @param {number} pid */
const fieldsOf = (pid) =>
  readProc(`/proc/${pid}/stat`)
    ?.replace(/^.*\) /s, '')
    .split(' ');

/** A process and all that descend from it. @param {number} root */
export function processTree(root) {
  /** @type {Map<number, number[]>} */
  const children = new Map();
  for (const name of readdirSync('/proc')) {
    const pid = Number(name);
    const parent = Number.isInteger(pid) ? Number(fieldsOf(pid)?.[1]) : Number.NaN;
    if (!Number.isNaN(parent)) children.set(parent, [...(children.get(parent) ?? []), pid]);
  }
  const all = [root];
  for (const pid of all) all.push(...(children.get(pid) ?? []));
  return all;
}

/**
 * Memory of a process and its descendants in bytes: summed PSS, so that a page that several share counts once.
 * @param {number} root
 */
export function memoryOf(root) {
  return processTree(root).reduce((sum, pid) => {
    const rollup = readProc(`/proc/${pid}/smaps_rollup`) ?? '';
    return sum + Number(/^Pss:\s+(\d+) kB/m.exec(rollup)?.[1] ?? 0) * 1024;
  }, 0);
}

/** CPU seconds (user and system) of a process and its living descendants. @param {number} root */
export function cpuSecondsOf(root) {
  return processTree(root).reduce((sum, pid) => {
    const fields = fieldsOf(pid);
    return fields === undefined ? sum : sum + (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
  }, 0);
}

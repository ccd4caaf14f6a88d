import type { Output } from './commands';

/** Whether a runtime is up, from what its status command printed; null where it cannot be told. */
export type Active = boolean | null;

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isUp = (word: string): Active => {
  if (/^(running|starting)$/i.test(word)) return true;
  // Paused, it is neither: Docker Desktop rests so, and goes on when it is asked something.
  return /^(stopped|stopping)$/i.test(word) ? false : null;
};

/** `docker desktop status --format json`: `{"Status":"running"}`; older ones print a table. Pure. */
export function readDesktopStatus({ stdout }: Output): Active {
  const value = parseJson(stdout);
  if (isObject(value) && typeof value.Status === 'string') return isUp(value.Status);
  return isUp(/^\s*Status\s+(\w+)/im.exec(stdout)?.[1] ?? '');
}

/** `colima status`: ends with 0 and tells of it where it runs, else says that it is not running. Pure. */
export function readColimaStatus({ code, stdout, stderr }: Output): Active {
  if (/is not running/i.test(stderr + stdout)) return false;
  return code === 0 ? true : null;
}

/**
 * `rdctl list-settings`: answered by the running app only. Without it nobody listens, or the file that says where is
 * missing; Windows has the reason in its own language, so only the names are read. Pure.
 */
export function readRancherStatus({ code, stderr }: Output): Active {
  if (code === 0) return true;
  return /connection refused|\bconnectex: |rd-engine\.json: /.test(stderr) ? false : null;
}

/** `orbctl status`: one word. Pure. */
export function readOrbstackStatus({ stdout }: Output): Active {
  return isUp(stdout.trim().split(/\s/)[0] ?? '');
}

export interface PodmanMachine {
  name: string;
  running: boolean;
}

/** `podman machine list --format json`; the default machine, else the first; null without any. Pure. */
export function readPodmanMachine({ stdout }: Output): PodmanMachine | null {
  const value = parseJson(stdout);
  const machines = Array.isArray(value) ? value.filter(isObject) : [];
  const machine = machines.find((one) => one.Default === true) ?? machines[0];
  if (!machine || typeof machine.Name !== 'string') return null;
  return {
    name: machine.Name.replace(/\*$/, ''),
    running: machine.Running === true || machine.Starting === true,
  };
}

import { plainOptions } from './options';

/** Options with a shape of their own; all take a value but the last. */
const special = [
  '--name',
  '--platform',
  '--publish',
  '--expose',
  '--env',
  '--env-file',
  '--label-file',
  '--volume',
  '--tmpfs',
  '--mount',
  '--network',
  '--net',
  '--network-alias',
  '--net-alias',
  '--ip',
  '--ip6',
  '--link-local-ip',
  '--mac-address',
  '--entrypoint',
  '--restart',
  '--health-cmd',
  '--health-interval',
  '--health-timeout',
  '--health-start-period',
  '--health-start-interval',
  '--health-retries',
];

/** Of the command line itself: the container is the same with them. */
const withoutEffect: Record<string, 'flag' | 'value'> = {
  '--detach': 'flag',
  '--attach': 'value',
  '--detach-keys': 'value',
  '--sig-proxy': 'flag',
  '--cidfile': 'value',
  '--disable-content-trust': 'flag',
  '--quiet': 'flag',
  '--pull': 'value',
  '--help': 'flag',
};

/** For Windows containers, and what new engines no longer know. */
const notHeld: Record<string, 'flag' | 'value'> = {
  '--cpu-count': 'value',
  '--cpu-percent': 'value',
  '--io-maxbandwidth': 'value',
  '--io-maxiops': 'value',
  '--kernel-memory': 'value',
  '--use-api-socket': 'flag',
};

/** What each single letter stands for. */
export const shortFlags: Record<string, string | undefined> = {
  a: '--attach',
  d: '--detach',
  e: '--env',
  p: '--publish',
  q: '--quiet',
  v: '--volume',
  ...Object.fromEntries(plainOptions.flatMap(({ short, flag }) => (short ? [[short.slice(1), flag]] : []))),
};

const kinds = new Map<string, 'flag' | 'value'>([
  ...special.map((flag): [string, 'value'] => [flag, 'value']),
  ['--no-healthcheck', 'flag'],
  ...Object.entries(withoutEffect),
  ...Object.entries(notHeld),
  ...plainOptions.flatMap(({ flag, also = [], kind }): [string, 'flag' | 'value'][] =>
    [flag, ...also].map((one) => [one, kind === 'flag' ? 'flag' : 'value']),
  ),
]);

/** Whether an option stands alone or takes a value. */
export const flagKind = (flag: string): 'flag' | 'value' | 'unknown' => kinds.get(flag) ?? 'unknown';

export const hasNoEffect = (flag: string) => flag in withoutEffect;
export const isNotHeld = (flag: string) => flag in notHeld;

/** Where the engine's code says what it does; bodies, environment and event suffixes never go there. */
export type Log = (
  level: 'info' | 'warn' | 'error',
  message: string,
  detail?: Record<string, string | number | boolean | null>,
) => void;

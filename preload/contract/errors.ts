/** Every way a call, a stream or a task can fail. Closed: the UI has words for each (`errors.<code>`). */
export const errorCodes = [
  'engine-unreachable',
  'permission',
  'not-found',
  'conflict',
  'in-use',
  'invalid-input',
  'cancelled',
  'timeout',
  'unsupported',
  'stale-engine',
  'registry',
  'protected',
  'internal',
] as const;

export type ErrorCode = (typeof errorCodes)[number];

/** An error as it crosses the process border. */
export interface LighterErrorData {
  code: ErrorCode;
  /** The engine's, the registry's or the system's own words, in English, free of secrets. */
  message: string;
  /** More of the same (for instance the last lines of a stream); shown in a fold. */
  detail?: string;
  /** The HTTP status of the engine's answer, where there was one. */
  status?: number;
}

/** A typed error; thrown in main, and again in the renderer after it has crossed the border. */
export class LighterError extends Error implements LighterErrorData {
  readonly code: ErrorCode;
  readonly detail?: string;
  readonly status?: number;

  constructor(data: LighterErrorData) {
    super(data.message);
    this.name = 'LighterError';
    this.code = data.code;
    this.detail = data.detail;
    this.status = data.status;
  }

  toData(): LighterErrorData {
    return { code: this.code, message: this.message, detail: this.detail, status: this.status };
  }
}

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

/** What failed in a build: each kind has words in `errors:build`. */
export interface BuildFault {
  /**
   * `step`: a command ended with an error; `file`: what is to be copied is not there; `base`: an image it starts from
   * cannot be had; `no-dockerfile`: there is none.
   */
  kind: 'step' | 'file' | 'syntax' | 'base' | 'no-dockerfile' | 'other';
  dockerfile: string;
  /** The step under way, in the builder's words. */
  step: string | null;
  /** The Dockerfile's line, counted from 1, and what stands there. */
  line: number | null;
  source: string | null;
}

/** An error as it crosses the process border. */
export interface LighterErrorData {
  code: ErrorCode;
  /** The engine's, the registry's or the system's own words, in English, free of secrets. */
  message: string;
  /** More of the same (for instance the last lines of a stream); shown in a fold. */
  detail?: string;
  /** The HTTP status of the engine's answer, where there was one. */
  status?: number;
  /** Of a build that failed. */
  build?: BuildFault;
}

/** A typed error; thrown in main, and again in the renderer after it has crossed the border. */
export class LighterError extends Error implements LighterErrorData {
  readonly code: ErrorCode;
  readonly detail?: string;
  readonly status?: number;
  readonly build?: BuildFault;

  constructor(data: LighterErrorData) {
    super(data.message);
    this.name = 'LighterError';
    this.code = data.code;
    this.detail = data.detail;
    this.status = data.status;
    this.build = data.build;
  }

  toData(): LighterErrorData {
    const { code, message, detail, status, build } = this;
    return { code, message, detail, status, ...(build && { build }) };
  }
}

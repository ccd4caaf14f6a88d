import type { EngineBlock, EngineFailureCode, EngineStep, ProviderId } from '@contract/engine';
import { LighterError } from '@contract/errors';

export type Can = true | EngineBlock;

/** What a provider finds out about itself on this machine. */
export interface Detection {
  installed: boolean;
  /** Whether what it runs is up; null where it cannot tell. */
  active: boolean | null;
  can: { start: Can; stop: Can; restart: Can };
}

/** Told while a provider works; `lines` are the last ones of its log, where it has one. */
export type Progress = (step: EngineStep, lines?: string[]) => void;

/** One way to start and stop an engine on this machine. */
export interface Provider {
  readonly id: ProviderId;
  /** A product's or unit's name: not translated. */
  readonly name: string;
  /** ms within which an engine that starts this way has to answer. */
  readonly startLimit: number;
  /** Whether the engine at this endpoint (as `DOCKER_HOST` says it) is this provider's. */
  serves(url: string): boolean;
  /** Whether nothing else can be at this endpoint: what answers there is up, whatever the provider says of itself. */
  owns?(url: string): boolean;
  /** Looks; changes nothing. Rejects only when `signal` is aborted or a program hangs. */
  detect(signal: AbortSignal): Promise<Detection>;
  /** Its start may go on for ever although the engine answers, and may be ended then. */
  readonly answerEndsStart?: boolean;
  /** Resolves when the engine has been started (it may take a moment to answer). Throws `ProviderFailure`. */
  start(signal: AbortSignal, progress: Progress): Promise<void>;
  stop(signal: AbortSignal, progress: Progress): Promise<void>;
  restart(signal: AbortSignal, progress: Progress): Promise<void>;
  /** Ends what a start that was cancelled may have set going outside of us; not there where `start` does so itself. */
  abandon?(signal: AbortSignal): Promise<void>;
  /** The last lines of the engine's log, oldest first; empty where there is none to be read. */
  log(signal: AbortSignal): Promise<string[]>;
}

/** Why a provider could not do it: what to do next (`next`), and the lines of its log or output that say so. */
export class ProviderFailure extends LighterError {
  readonly next: EngineFailureCode;
  readonly lines: string[];

  constructor(next: EngineFailureCode, message: string, lines: string[] = []) {
    super({ code: 'internal', message, detail: lines.join('\n') || undefined });
    this.name = 'ProviderFailure';
    this.next = next;
    this.lines = lines;
  }
}

export const notInstalled: Detection = {
  installed: false,
  active: false,
  can: { start: 'not-installed', stop: 'not-installed', restart: 'not-installed' },
};

/** What can be done follows from whether it is up, where nothing else stands in the way. */
export function able(active: boolean | null, blocked: EngineBlock | null = null): Detection {
  const can = blocked ?? true;
  return {
    installed: true,
    active,
    can: { start: can, stop: active === false ? 'not-running' : can, restart: can },
  };
}

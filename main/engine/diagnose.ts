import type { EngineState } from '@contract/engine';
import { LighterError } from '@contract/errors';
import { isTlsError, systemCode } from './errors';
import { SshFailure } from './ssh-command';
import { type Reason, reason } from './status';

export interface Diagnosis {
  state: EngineState;
  reason: Reason;
  /** Nothing listens: when something answers later, it has just been started. */
  absent: boolean;
}

/**
 * What a failed attempt says about the engine. `ranBefore`: it has run on this endpoint since Lighter started.
 * No right to open the socket counts as `stopped`, not `missing`: there is an engine, and what helps is
 * written beside the reason, not an installer.
 */
export function diagnose(error: unknown, ranBefore: boolean): Diagnosis {
  const code = systemCode(error);
  const message = error instanceof Error && error.message !== '' ? error.message : code || String(error);
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return {
        state: ranBefore ? 'stopped' : 'missing',
        reason: reason('no-socket', message),
        absent: true,
      };
    case 'ECONNREFUSED':
      return { state: 'stopped', reason: reason('connection-refused', message), absent: true };
    case 'EACCES':
    case 'EPERM':
      return { state: 'stopped', reason: reason('permission-denied', message), absent: false };
    case 'ECONNRESET':
    case 'EPIPE':
    case 'ERR_STREAM_PREMATURE_CLOSE':
      return { state: 'stopped', reason: reason('connection-lost', message), absent: true };
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
    case 'EHOSTDOWN':
    case 'ENETDOWN':
    case 'ETIMEDOUT':
      return { state: 'stopped', reason: reason('no-answer', message), absent: false };
    default:
  }
  if (error instanceof SshFailure) {
    return { state: 'stopped', reason: reason(error.reason, message), absent: false };
  }
  if (isTlsError(error))
    return { state: 'unresponsive', reason: reason(tlsReason(code), message), absent: false };
  // EAGAIN: so many connections wait in a frozen engine's queue that the kernel takes no more.
  if (code === 'EAGAIN' || (error instanceof LighterError && error.code === 'timeout')) {
    return { state: 'unresponsive', reason: reason('no-answer', message), absent: false };
  }
  if (error instanceof LighterError && error.code === 'engine-unreachable' && error.status === undefined) {
    return { state: 'stopped', reason: reason('connection-lost', message), absent: true };
  }
  return { state: 'unresponsive', reason: reason('bad-answer', message), absent: false };
}

/** Whose certificate it is about: the other side says so by an alert, ours is told by Node. */
function tlsReason(code: string): 'tls' | 'tls-untrusted' | 'tls-client' {
  if (/ALERT_(?:.*CERTIFICATE|UNKNOWN_CA|ACCESS_DENIED)/.test(code)) return 'tls-client';
  return /^(?:CERT_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|ERR_TLS_CERT_)/.test(code) ? 'tls-untrusted' : 'tls';
}

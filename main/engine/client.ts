import { setMaxListeners } from 'node:events';
import type { IncomingMessage } from 'node:http';
import type { Duplex, Readable } from 'node:stream';
import { LighterError } from '@contract/errors';
import { cancelledError, lostError, withDeadline } from './deadline';
import { engineMessage, errorFromStatus, systemCode, toLighterError } from './errors';
import type { Transport } from './transport';
import type { EngineClient, EnginePath, Method, RequestOptions } from './types';

/** ms until an answer must be there, where the caller says nothing else. */
export const defaultTimeout = 15_000;
/** Bytes; the list of 10,000 containers is about 10 MB. */
const maxAnswer = 256 * 1024 * 1024;

export interface ClientOptions {
  transport: Transport;
  /** `1.41`; null sends unversioned requests (only to negotiate). */
  version: string | null;
  epoch: number;
  signal: AbortSignal;
  lane?: 'calls' | 'own';
  /** The engine has just answered something. */
  onAnswer?(): void;
  /** A request found the engine silent, gone, or speaking another API version. */
  onTrouble?(kind: 'timeout' | 'lost' | 'version'): void;
}

/**
 * The engine on one connection: paths get the negotiated version in front, each request has a deadline of
 * its own, answers that are no success throw `LighterError` with the engine's words. Bodies are never logged.
 */
export function createClient(options: ClientOptions): EngineClient {
  const { epoch, signal } = options;
  // One listener a request and stream under way: many are no leak.
  setMaxListeners(0, signal);

  async function request<T>(method: Method, path: EnginePath, how: RequestOptions = {}): Promise<T> {
    try {
      return await attempt<T>(method, path, how);
    } catch (error) {
      // A kept socket may have been closed by the engine just as we used it. What changes something is
      // never sent twice.
      const cut = systemCode(error) === 'ECONNRESET' || systemCode(error) === 'EPIPE';
      const again = cut && (method === 'GET' || method === 'HEAD');
      if (!again || signal.aborted || how.signal?.aborted) throw report(error);
    }
    try {
      return await attempt<T>(method, path, how);
    } catch (error) {
      throw report(error);
    }
  }

  function attempt<T>(method: Method, path: EnginePath, how: RequestOptions): Promise<T> {
    return limited(how, async (cancel) => {
      const lane = how.upload ? 'own' : (options.lane ?? 'calls');
      const answer = await send(method, path, how, lane, cancel);
      const text = await readAll(answer, cancel);
      options.onAnswer?.();
      return parse<T>(text, answer);
    });
  }

  async function open(method: Method, path: EnginePath, how: RequestOptions = {}): Promise<IncomingMessage> {
    try {
      const answer = await limited(how, (cancel) => send(method, path, how, 'own', cancel));
      options.onAnswer?.();
      tieTo(answer, [signal, how.signal]);
      return answer;
    } catch (error) {
      throw report(error);
    }
  }

  async function hijack(path: EnginePath, how: RequestOptions = {}): Promise<Duplex> {
    try {
      const answer = await limited(how, (cancel) => send('POST', path, how, 'upgrade', cancel));
      options.onAnswer?.();
      if (answer.statusCode !== 101) {
        answer.destroy();
        throw new LighterError({
          code: 'unsupported',
          message: 'The engine did not hand its connection over.',
        });
      }
      tieTo(answer.socket, [signal, how.signal]);
      return answer.socket;
    } catch (error) {
      throw report(error);
    }
  }

  async function send(
    method: Method,
    path: EnginePath,
    how: RequestOptions,
    kind: 'calls' | 'own' | 'upgrade',
    cancel: AbortSignal,
  ): Promise<IncomingMessage> {
    const body = how.body === undefined ? undefined : Buffer.from(JSON.stringify(how.body));
    const headers: Record<string, string | string[]> = { ...how.headers };
    if (body) headers['Content-Type'] = 'application/json';
    else if (how.upload) headers['Content-Type'] ??= 'application/x-tar';
    const address = (options.version === null ? '' : `/v${options.version}`) + path + queryOf(how.query);
    const upgrade = kind === 'upgrade';
    const lane = upgrade ? 'own' : kind;
    const asked = options.transport.dial(method, address, {
      lane,
      headers,
      body: body ?? how.upload,
      upgrade,
      signal: cancel,
    });
    const answer = await (how.upload ? withUpload(asked, how.upload) : asked);
    // Consumers see errors where they read; one that comes before or after must not end the process.
    answer.on('error', () => undefined);
    const status = answer.statusCode ?? 0;
    if ((status >= 200 && status < 300) || status === 304 || (upgrade && status === 101)) return answer;
    const message = engineMessage(await readAll(answer, cancel), status);
    options.onAnswer?.();
    throw errorFromStatus(
      status,
      status < 400 ? `The engine redirects (${status}), which is refused.` : message,
    );
  }

  function limited<T>(how: RequestOptions, work: (cancel: AbortSignal) => Promise<T>): Promise<T> {
    const timeoutMs = how.timeoutMs ?? (how.upload ? Number.POSITIVE_INFINITY : defaultTimeout);
    return withDeadline({ timeoutMs, lost: signal, cancelled: how.signal }, work);
  }

  function report(error: unknown): LighterError {
    const typed = toLighterError(error);
    if (signal.aborted) return typed;
    if (typed.status === 400 && /client version .+ is too (old|new)/i.test(typed.message)) {
      options.onTrouble?.('version');
    }
    if (typed.code === 'timeout' && typed.status === undefined) options.onTrouble?.('timeout');
    if (typed.code === 'engine-unreachable' && typed.status === undefined) options.onTrouble?.('lost');
    return typed;
  }

  return { epoch, signal, request, open, hijack };
}

/**
 * Ties an upload and its answer together: neither outlives the other, and what broke the upload is what the
 * reader of the answer hears of.
 */
async function withUpload(asked: Promise<IncomingMessage>, upload: Readable): Promise<IncomingMessage> {
  let broken: Error | null = null;
  let answer: IncomingMessage | null = null;
  upload.on('error', (error) => {
    broken = error;
    answer?.destroy(error);
  });
  try {
    answer = await asked;
  } catch (error) {
    upload.destroy();
    throw broken ?? error;
  }
  answer.once('close', () => upload.destroy());
  return answer;
}

/** Destroys a streamed answer when its connection is lost or its reader has cancelled. */
function tieTo(answer: Readable, signals: (AbortSignal | undefined)[]): void {
  const [lost, cancelled] = signals;
  const onLost = () => answer.destroy(lost ? lostError(lost) : undefined);
  const onCancel = () => answer.destroy(cancelledError());
  lost?.addEventListener('abort', onLost);
  cancelled?.addEventListener('abort', onCancel);
  answer.once('close', () => {
    lost?.removeEventListener('abort', onLost);
    cancelled?.removeEventListener('abort', onCancel);
  });
  if (lost?.aborted) onLost();
  else if (cancelled?.aborted) onCancel();
}

function queryOf(query: RequestOptions['query']): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) {
    if (Array.isArray(value)) for (const one of value) search.append(name, String(one));
    else if (value !== undefined) search.set(name, String(value));
  }
  const text = search.toString();
  return text === '' ? '' : `?${text}`;
}

async function readAll(answer: IncomingMessage, cancel: AbortSignal): Promise<string> {
  const onCancel = () => answer.destroy();
  cancel.addEventListener('abort', onCancel);
  try {
    const chunks: Buffer[] = [];
    let size = 0;
    for await (const chunk of answer) {
      size += chunk.length;
      if (size > maxAnswer) {
        throw new LighterError({ code: 'internal', message: 'The engine sent more than can be kept.' });
      }
      chunks.push(chunk);
    }
    return Buffer.concat(chunks).toString('utf8');
  } finally {
    cancel.removeEventListener('abort', onCancel);
  }
}

function parse<T>(text: string, answer: IncomingMessage): T {
  if (text.trim() === '') return null as T;
  try {
    return JSON.parse(text) as T;
  } catch {
    throw new LighterError({
      code: 'internal',
      message: 'The engine answered with something that is not JSON.',
      status: answer.statusCode,
    });
  }
}

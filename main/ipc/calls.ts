import { type CallName, calls } from '@contract/index';
import type { CallReply, CallRequest } from '@contract/wire';
import { toErrorData } from './error-data';
import type { CallHandlers } from './types';

type Log = (level: 'warn' | 'error', message: string, detail?: unknown) => void;

/** Parses the input, runs the handler, and gives a reply that never throws. Pure of Electron. */
export async function answer(handlers: CallHandlers, request: unknown, log: Log): Promise<CallReply> {
  const { name, input } = (
    typeof request === 'object' && request !== null ? request : {}
  ) as Partial<CallRequest>;
  if (typeof name !== 'string' || !Object.hasOwn(calls, name))
    return { ok: false, error: { code: 'invalid-input', message: 'Unknown call' } };
  const parsed = calls[name as CallName].input.safeParse(input);
  if (!parsed.success) {
    const where = parsed.error.issues[0]?.path.join('.') ?? '';
    return { ok: false, error: { code: 'invalid-input', message: `${name}: invalid ${where || 'input'}` } };
  }
  try {
    const handler = handlers[name as CallName] as (input: unknown) => unknown;
    return { ok: true, value: (await handler(parsed.data)) ?? null };
  } catch (error) {
    const data = toErrorData(error);
    if (data.code === 'internal') log('error', `${name} failed`, error);
    return { ok: false, error: data };
  }
}

import { LighterError, type LighterErrorData } from '@contract/errors';

/** What was thrown, as data for a notice. */
export function asErrorData(error: unknown): LighterErrorData {
  if (error instanceof LighterError) return error.toData();
  return { code: 'internal', message: error instanceof Error ? error.message : String(error) };
}

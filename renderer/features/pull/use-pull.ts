import { LighterError, type LighterErrorData } from '@contract/errors';

/** The error as data, whatever was thrown. */
export function asErrorData(error: unknown): LighterErrorData {
  if (error instanceof LighterError) return error.toData();
  return { code: 'internal', message: error instanceof Error ? error.message : String(error) };
}

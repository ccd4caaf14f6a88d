import { LighterError, type LighterErrorData } from '@contract/errors';

/** Any thrown value as an error that may cross; what is not ours is `internal`, its stack stays in the log. */
export function toErrorData(error: unknown): LighterErrorData {
  if (error instanceof LighterError) return error.toData();
  return { code: 'internal', message: error instanceof Error ? error.message : String(error) };
}

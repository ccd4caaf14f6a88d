import type { EngineRow } from './engine';

/**
 * What people call the engine at an endpoint: its context's or its own name, the host of a remote one without a
 * name, else `default`. Pure.
 */
export function engineName({ context, host, remote }: EngineRow['endpoint']): string {
  return context === 'default' && remote ? host : context;
}

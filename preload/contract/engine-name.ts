import type { EngineControl, EngineRow } from './engine';

/**
 * What people call the engine at an endpoint: its context's or its own name, the host of a remote one without a
 * name, else `default`. Pure.
 */
export function engineName({ context, host, remote }: EngineRow['endpoint']): string {
  return context === 'default' && remote ? host : context;
}

/**
 * How whatever destroys something names the engine it does it on; null for the usual one of this machine. `host` is
 * null where the name says it or the engine is here. Pure.
 */
export function engineToName(endpoint: EngineRow['endpoint']): { name: string; host: string | null } | null {
  const isUsual = !endpoint.remote && endpoint.source !== 'chosen';
  if (isUsual) return null;
  const name = engineName(endpoint);
  return { name, host: endpoint.remote && name !== endpoint.host ? endpoint.host : null };
}

/** Whether no container ends with what is to be done: Podman's run without its service. Pure. */
export function keepsContainers(control: EngineControl, action: 'stop' | 'restart'): boolean {
  return control.keepsContainers && (action === 'restart' || control.provider === 'podman-socket');
}

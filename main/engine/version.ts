import type { EngineRow } from '@contract/engine';

/** The newest Engine API we know. */
export const newestApi = '1.51';
/** The oldest we support: engine 20.10. */
export const oldestApi = '1.41';

/** The part of `GET /version` that says what answers. */
export interface VersionAnswer {
  Platform?: { Name?: string } | null;
  Components?: { Name?: string; Version?: string }[] | null;
  Version?: string;
  ApiVersion?: string;
  MinAPIVersion?: string;
  Os?: string;
  Arch?: string;
}

export type Negotiation =
  | { ok: true; version: NonNullable<EngineRow['version']> }
  | { ok: false; code: 'api-too-old' | 'api-too-new' | 'bad-answer'; message: string };

/** -1, 0 or 1; versions are `major.minor`. */
export function compareApi(left: string, right: string): number {
  const [a = 0, b = 0] = left.split('.').map(Number);
  const [c = 0, d = 0] = right.split('.').map(Number);
  return Math.sign(a - c || b - d);
}

/**
 * The API version both sides speak: the older of the engine's newest and ours. Unversioned requests would
 * get the engine's newest and change their meaning with an upgrade.
 */
export function negotiate(answer: VersionAnswer, pingApi?: string): Negotiation {
  const api = answer.ApiVersion || pingApi || '';
  if (!/^\d+\.\d+$/.test(api)) {
    return { ok: false, code: 'bad-answer', message: 'What answers does not name an Engine API version.' };
  }
  const minApi = answer.MinAPIVersion || oldestApi;
  if (compareApi(api, oldestApi) < 0) {
    return {
      ok: false,
      code: 'api-too-old',
      message: `It speaks Engine API ${api}; ${oldestApi} is needed.`,
    };
  }
  if (compareApi(minApi, newestApi) > 0) {
    return {
      ok: false,
      code: 'api-too-new',
      message: `It needs Engine API ${minApi} or newer; ${newestApi} is the newest known here.`,
    };
  }
  return {
    ok: true,
    version: {
      product: productOf(answer),
      engine: answer.Version ?? '',
      api,
      minApi,
      negotiated: compareApi(api, newestApi) > 0 ? newestApi : api,
      os: answer.Os ?? '',
      arch: answer.Arch ?? '',
    },
  };
}

/** `Docker Engine`, `Docker Desktop`, `Podman Engine`: what the engine calls itself, without versions. */
function productOf(answer: VersionAnswer): string {
  const components = answer.Components ?? [];
  const platform = answer.Platform?.Name ?? '';
  if (components.some((component) => /podman/i.test(component.Name ?? ''))) return 'Podman Engine';
  if (/docker desktop/i.test(platform)) return 'Docker Desktop';
  if (platform === '' || /^docker engine/i.test(platform)) return 'Docker Engine';
  return platform.replace(/\s+v?\d[\w.+-]*(\s.*)?$/, '').slice(0, 60);
}

import type { BuildFault, LighterErrorData } from './errors';

/** The words for a failed build, below `errors:build`; null where the error's code says more. Pure. */
export function buildWords({ code, build }: LighterErrorData): `errors:build.${BuildFault['kind']}` | null {
  if (!build || (build.kind === 'other' && code !== 'invalid-input')) return null;
  return `errors:build.${build.kind}`;
}

/** Where in the Dockerfile a build failed, and else in which step; empty where neither is known. Pure. */
export function buildPlace(
  { line, source, dockerfile, step }: BuildFault,
  t: (key: 'errors:build.line' | 'errors:build.lineOnly', values: Record<string, string | number>) => string,
): string {
  if (line === null) return step ?? '';
  return source
    ? t('errors:build.line', { line, source, dockerfile })
    : t('errors:build.lineOnly', { line, dockerfile });
}

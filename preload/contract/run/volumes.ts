import type { VolumeOption } from '../run-form';

/** `C:\data` or `C:/data` */
const drive = /^[a-zA-Z]:[\\/]/;

/** A path of the engine's machine, as opposed to a volume's name. */
export const isHostPath = (source: string) =>
  source.startsWith('/') || source.startsWith('\\\\') || drive.test(source);

/**
 * `-v`'s value: `path`, `source:path` or `source:path:options`; null when it has too many parts or an empty one.
 * A source that is neither an absolute path nor a name is taken as it is, for whoever checks it.
 */
export function parseVolume(text: string): VolumeOption | null {
  const start = drive.test(text) ? 2 : 0;
  const parts = text.slice(start).split(':');
  parts[0] = text.slice(0, start) + (parts[0] ?? '');
  if (parts.length > 3 || parts.includes('')) return null;
  const [first = '', target, words] = parts;
  if (target === undefined) return { target: first, readOnly: false };
  const options = (words ?? '').split(',').filter((word) => word !== '');
  const rest = options.filter((word) => word !== 'ro' && word !== 'readonly');
  return {
    source: first,
    target,
    readOnly: rest.length < options.length,
    ...(rest.length > 0 && { options: rest }),
  };
}

/** The same, as text, and as the engine's `Binds` have it. */
export function printVolume({ source, target, readOnly, options = [] }: VolumeOption): string {
  if (source === undefined) return target;
  const words = [...(readOnly ? ['ro'] : []), ...options].join(',');
  return `${source}:${target}${words ? `:${words}` : ''}`;
}

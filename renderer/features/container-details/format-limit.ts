import { formatNumber } from '../../lib/format';

/** A memory limit in the binary units that `-m 512m` is counted in, so that one sees what one set. */
export function formatLimit(bytes: number): string {
  const [size, unit] =
    bytes >= 1024 ** 3 ? [1024 ** 3, 'GiB'] : bytes >= 1024 ** 2 ? [1024 ** 2, 'MiB'] : [1024, 'KiB'];
  const value = bytes / size;
  return `${formatNumber(value < 100 ? Math.round(value * 100) / 100 : Math.round(value))} ${unit}`;
}

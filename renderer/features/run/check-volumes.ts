import type { RunForm } from '@contract/run-form';
import { isBlankVolume, type VolumeFields } from './fields';
import type { FieldKey, Problem } from './problems';

/** The volumes to send; of each row that cannot work, why is put into `problems`. */
export function checkVolumes(
  rows: readonly VolumeFields[],
  problems: Map<FieldKey, Problem>,
): RunForm['volumes'] {
  const targets = new Set<string>();
  return rows.flatMap((row): RunForm['volumes'] => {
    if (isBlankVolume(row)) return [];
    const source = row.source.trim();
    const target = row.target.trim();
    const sourceProblem = source ? checkSource(source) : null;
    const targetProblem = checkTarget(target, targets);
    targets.add(normal(target));
    if (sourceProblem) problems.set(`source:${row.id}`, sourceProblem);
    if (targetProblem) problems.set(`target:${row.id}`, targetProblem);
    const options = row.options.split(',').flatMap((word) => word.trim() || []);
    if (sourceProblem || targetProblem) return [];
    // Nothing in front: a volume without a name, which knows no options.
    if (!source) return [{ target, readOnly: false }];
    return [{ source, target, readOnly: row.readOnly, ...(options.length > 0 && { options }) }];
  });
}

/** `C:\data` or `C:/data` */
const drive = /^[a-zA-Z]:[\\/]/;

/** A path of the engine's machine, as opposed to a volume's name. */
export const isHostPath = (source: string) => source.startsWith('/') || drive.test(source);

function checkSource(source: string): Problem | null {
  // `-v` splits at colons; the engine knows no way to escape one.
  if (isHostPath(source)) return source.replace(drive, '').includes(':') ? { code: 'path-colon' } : null;
  if (/^[.~]|[\\/]/.test(source)) return { code: 'source-relative' };
  return /^[a-zA-Z0-9][a-zA-Z0-9_.-]{1,254}$/.test(source) ? null : { code: 'source-invalid' };
}

function checkTarget(target: string, taken: ReadonlySet<string>): Problem | null {
  if (!target) return { code: 'target-missing' };
  if (!target.startsWith('/')) return { code: 'target-relative' };
  if (target.includes(':')) return { code: 'path-colon' };
  if (normal(target) === '') return { code: 'target-root' };
  return taken.has(normal(target)) ? { code: 'target-twice', path: target } : null;
}

/** Without doubled and trailing slashes: the root is empty. */
const normal = (path: string) => path.replace(/\/+/g, '/').replace(/\/$/, '');

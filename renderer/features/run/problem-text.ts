import i18next, { type TFunction } from 'i18next';
import type { Problem } from './problems';

/** A problem in words. */
export function problemText(t: TFunction, problem: Problem): string {
  switch (problem.code) {
    case 'port-taken':
      return portTakenText(t, problem);
    case 'name-taken':
      return problem.state === null
        ? t('run:problem.name-taken', { name: problem.name })
        : t('run:problem.name-taken-state', {
            name: problem.name,
            state: t(`run:state.${problem.state}`),
          });
    default:
      return t(`run:problem.${problem.code}`, { ...problem });
  }
}

/** Who holds a port: a container, a program, or somebody on this machine. */
export function portTakenText(
  t: TFunction,
  { port, container, process }: Omit<Extract<Problem, { code: 'port-taken' }>, 'code' | 'next' | 'more'>,
): string {
  if (container !== null) return t('run:problem.port-taken-container', { port, container });
  if (process) return t('run:problem.port-taken-process', { port, ...process });
  return t('run:problem.port-taken-machine', { port });
}

/** Problems of fields still empty: told only once the user has moved on. */
export const isUnfinished = (problem: Problem) => problem.code.endsWith('-missing');

const units = [
  ['year', 31_557_600_000],
  ['month', 2_629_800_000],
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const;

/** A length of time in its one largest unit, written out: `4 days`. In ms. */
export function ageText(ms: number): string {
  const [unit, size] = units.find(([, least]) => ms >= least) ?? units[4];
  const count = Math.max(1, Math.floor(ms / size));
  return new Intl.NumberFormat(i18next.language, { style: 'unit', unit, unitDisplay: 'long' }).format(count);
}

import { IconAlertCircle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { problemText } from './problem-text';
import type { Problem } from './problems';
import classes from './run.module.css';

interface ProblemLineProps {
  id: string;
  problem: Problem | undefined;
  /** Takes the port that is suggested instead. */
  onUsePort?: (port: number) => void;
}

/** Beside its field: why the field cannot work and, where there is one, the way out. */
export function ProblemLine({ id, problem, onUsePort }: ProblemLineProps) {
  const { t } = useTranslation();
  if (!problem) return null;
  const next = problem.code === 'port-taken' ? problem.next : null;
  return (
    <div className={classes.problem}>
      <IconAlertCircle size={14} stroke={1.5} aria-hidden />
      <span id={id}>{problemText(t, problem)}</span>
      {next !== null && onUsePort && (
        <button type="button" className={classes.link} onClick={() => onUsePort(next)}>
          {t('run:usePort', { port: next })}
        </button>
      )}
      {problem.code === 'port-taken' &&
        onUsePort &&
        problem.more.map((port) => (
          <button type="button" key={port} className={classes.link} onClick={() => onUsePort(port)}>
            {t('run:orPort', { port })}
          </button>
        ))}
    </div>
  );
}

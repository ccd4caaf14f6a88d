import { IconCheck, IconCopy } from '@tabler/icons-react';
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { atEngine } from '../lib/docker-cli';
import { useEngine } from '../store/mirror';
import classes from './cli-footer.module.css';

interface CliFooterProps {
  /** The Docker CLI command that shows the same; a click copies it. */
  command: string;
  /** Facts at the right. */
  children?: ReactNode;
}

/**
 * The foot of a view that the CLI can show as well. Its button is named by the command, not `Copy`: that name
 * belongs to the view's own button.
 */
export function CliFooter({ command: written, children }: CliFooterProps) {
  const command = atEngine(written, useEngine()?.endpoint.cli);
  const { t } = useTranslation();
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 1500);
    return () => clearTimeout(timer);
  }, [copied]);
  const Icon = copied ? IconCheck : IconCopy;
  return (
    <footer className={classes.footer}>
      <button
        type="button"
        className={classes.command}
        title={t('inspect:copyCommand')}
        onClick={() => void navigator.clipboard.writeText(command).then(() => setCopied(true))}
      >
        <code data-testid="cli-equivalent">{command}</code>
        <Icon size={14} stroke={1.5} aria-hidden />
      </button>
      <span className="sr-only" role="status">
        {copied ? t('common:copied') : ''}
      </span>
      {children && <span className={classes.facts}>{children}</span>}
    </footer>
  );
}

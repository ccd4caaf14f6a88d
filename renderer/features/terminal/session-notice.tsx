import type { ContainerRow } from '@contract/containers';
import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { cleanText } from '../../lib/clean-text';
import { shellLine } from '../../lib/shell-quote';
import { CliLine } from '../../ui/cli-line';
import { ErrorNotice } from '../../ui/error-notice';
import { ContainerAway } from './container-away';
import classes from './terminal.module.css';
import type { TerminalSession } from './terminal-session';

interface SessionNoticeProps {
  session: TerminalSession;
  row: ContainerRow;
  /** Shows the choice of user and command. */
  onWish: () => void;
  onRemove: () => void;
}

/** Says above the screen how the session stands, where it does not simply run, and what can be done. */
export function SessionNotice({ session, row, onWish, onRemove }: SessionNoticeProps) {
  const { t } = useTranslation();
  const { state } = session;
  const again = (
    <Button
      size="compact-xs"
      variant="default"
      disabled={row.state !== 'running'}
      onClick={() => {
        session.start();
        session.screen.focus();
      }}
    >
      {t('terminal:restart')}
    </Button>
  );
  switch (state.kind) {
    case 'new':
      return null;
    case 'starting':
      return <Line>{t(session.options.attach ? 'terminal:attach.starting' : 'terminal:starting')}</Line>;
    case 'closing':
      return <Line>{t(session.options.attach ? 'terminal:attach.leaving' : 'terminal:closing')}</Line>;
    case 'running':
      if (row.state === 'paused') return <ContainerAway row={row} />;
      if (!session.options.attach) return null;
      return <Line warns>{t(state.readOnly ? 'terminal:attach.reads' : 'terminal:attach.types')}</Line>;
    case 'ended':
      if (state.why === 'stopped' && row.state !== 'running') return <ContainerAway row={row} />;
      return (
        <Line>
          {state.why === 'exited'
            ? session.options.attach
              ? t('terminal:attach.ended')
              : state.exitCode === null
                ? t('terminal:ended.exited')
                : t('terminal:ended.exitCode', { code: state.exitCode })
            : t(`terminal:ended.${state.why}`)}
          {again}
        </Line>
      );
    case 'failed':
      if (row.state !== 'running' && state.error.code === 'conflict') return <ContainerAway row={row} />;
      return (
        <div className={classes.problem}>
          <ErrorNotice error={state.error} isOpen onRetry={() => session.start()} />
        </div>
      );
    case 'refused':
      return (
        <Block title={t('terminal:refused.title')} words={state.words}>
          <p>{t('terminal:refused.text')}</p>
          <div className={classes.buttons}>
            <Button size="compact-sm" variant="default" onClick={onWish}>
              {t('terminal:otherCommand')}
            </Button>
            {again}
          </div>
        </Block>
      );
    case 'no-shell':
      return (
        <Block title={t('terminal:noShell.title')} words={state.words}>
          <p>{t('terminal:noShell.text', { shells: state.tried.join(', ') })}</p>
          <p>{t('terminal:noShell.beside')}</p>
          <CliLine command={besideLine(row.name)} />
          <div className={classes.buttons}>
            <Button size="compact-sm" variant="default" onClick={onWish}>
              {t('terminal:otherCommand')}
            </Button>
            <Button size="compact-sm" variant="default" onClick={onRemove}>
              {t('terminal:dismiss')}
            </Button>
          </div>
        </Block>
      );
  }
}

/** A shell of another image that sees the container's processes and network. */
const besideLine = (name: string) =>
  shellLine([
    'docker',
    'run',
    '-it',
    '--rm',
    '--pid',
    `container:${name}`,
    '--network',
    `container:${name}`,
    'busybox',
  ]);

function Line({ children, warns }: { children: ReactNode; warns?: boolean }) {
  return (
    <div className={classes.notice} data-warns={warns} role="status" data-testid="terminal-notice">
      {children}
    </div>
  );
}

function Block({ title, words, children }: { title: string; words: string; children: ReactNode }) {
  const { t } = useTranslation();
  return (
    <div className={classes.block} role="alert">
      <strong>{title}</strong>
      {children}
      {words !== '' && (
        <details>
          <summary>{t('errors:words')}</summary>
          <pre>{cleanText(words, 2000)}</pre>
        </details>
      )}
    </div>
  );
}

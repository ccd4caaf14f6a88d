import type { ContainerRow } from '@contract/containers';
import { useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { splitShell } from '../../lib/shell-quote';
import { CliFooter } from '../../ui/cli-footer';
import { commandLine } from './command-line';
import { EmptyTerminal } from './empty-terminal';
import { endSession } from './end-session';
import { PasteDialog } from './paste-dialog';
import { SessionNotice } from './session-notice';
import { SessionOptionsForm } from './session-options';
import classes from './terminal.module.css';
import { TerminalStage } from './terminal-stage';
import { TerminalToolbar } from './terminal-toolbar';
import { addSession, attachSession, removeSession, showSession, useTerminals } from './terminals';

/** Shells in a container, side by side; they live on while other tabs are looked at. Give it `key={row.id}`. */
export function TerminalView({ row }: { row: ContainerRow }) {
  const { t } = useTranslation();
  const group = useTerminals(row.id);
  const [isWishing, setWishing] = useState(false);
  const panel = useId();
  const active = group.sessions.find(({ number }) => number === group.active);
  const split = splitShell(group.command);

  const open = (focus: boolean) => {
    const session = addSession(row.id, { command: 'args' in split ? split.args : [] });
    if (!session) return;
    setWishing(false);
    if (focus) requestAnimationFrame(() => session.screen.focus());
  };

  // Who comes to a running container's terminal wants a shell; who has closed the last one does not.
  const isFirst = group.last === 0 && row.state === 'running';
  useEffect(() => {
    if (!isFirst) return;
    const session = addSession(row.id);
    // Arrow keys that move through the tabs above must not end here.
    if (session && !document.activeElement?.matches(':focus-visible'))
      requestAnimationFrame(() => session.screen.focus());
  }, [isFirst, row.id]);

  // A session that is closed takes the focus with it, with what had it.
  const view = useRef<HTMLDivElement>(null);
  const { length } = group.sessions;
  const count = useRef(length);
  useEffect(() => {
    const isFewer = length < count.current;
    count.current = length;
    if (isFewer && document.activeElement === document.body)
      view.current?.querySelector<HTMLElement>('[role="tab"][aria-selected="true"], button')?.focus();
  }, [length]);

  return (
    <div className={classes.view} ref={view} data-testid="terminal">
      <TerminalToolbar
        group={group}
        panel={panel}
        canOpen={row.state === 'running'}
        isWishing={isWishing}
        onShow={(number) => showSession(row.id, number)}
        onOpen={() => open(true)}
        onWish={() => setWishing(!isWishing)}
        onClose={() => active && void endSession(active)}
      />
      {isWishing && (
        <SessionOptionsForm
          id={row.id}
          row={row}
          onOpen={() => open(true)}
          onAttach={() => {
            attachSession(row.id);
            setWishing(false);
          }}
        />
      )}
      {active && (
        <SessionNotice
          session={active}
          row={row}
          onWish={() => setWishing(true)}
          onRemove={() => removeSession(active)}
        />
      )}
      {active ? (
        <TerminalStage key={active.number} session={active} panel={panel} />
      ) : (
        <EmptyTerminal row={row} onOpen={() => open(true)} />
      )}
      {active?.asking != null && <PasteDialog text={active.asking} onAnswer={(yes) => active.answer(yes)} />}
      <CliFooter command={commandLine(row.name, active)}>
        {t(active?.options.attach ? 'terminal:attach.leaveHint' : 'terminal:leaveHint')}
      </CliFooter>
    </div>
  );
}

import { useEffect, useLayoutEffect, useRef } from 'react';
import { endSession } from './end-session';
import classes from './terminal.module.css';
import { useTerminalPreferences } from './terminal-preferences';
import type { TerminalSession } from './terminal-session';
import { readTheme } from './terminal-theme';

interface TerminalStageProps {
  session: TerminalSession;
  /** The id by which the session's tab names it. */
  panel: string;
}

/** Where the session's screen stands while it is looked at. Starts a new session once its size is known. */
export function TerminalStage({ session, panel }: TerminalStageProps) {
  const stage = useRef<HTMLDivElement>(null);
  const { screenReader } = useTerminalPreferences();
  const { screen } = session;

  useLayoutEffect(() => {
    const element = stage.current;
    if (!element) return;
    const dark = matchMedia('(prefers-color-scheme: dark)');
    const contrast = matchMedia('(prefers-contrast: more)');
    const paint = () => screen.setTheme(readTheme(element));
    paint();
    screen.attach(element);
    screen.fit();
    session.onLeave = () => document.getElementById(`session-${session.number}`)?.focus();
    session.onDetach = () => void endSession(session);
    if (session.state.kind === 'new') session.start();
    let frame = 0;
    const observer = new ResizeObserver(() => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(screen.fit);
    });
    observer.observe(element);
    dark.addEventListener('change', paint);
    contrast.addEventListener('change', paint);
    return () => {
      cancelAnimationFrame(frame);
      observer.disconnect();
      dark.removeEventListener('change', paint);
      contrast.removeEventListener('change', paint);
      screen.detach();
    };
  }, [session, screen]);

  useEffect(() => screen.setScreenReader(screenReader), [screen, screenReader]);

  return (
    <div
      className={classes.panel}
      role="tabpanel"
      id={panel}
      aria-labelledby={`session-${session.number}`}
      data-testid="terminal-session"
      data-state={session.state.kind}
    >
      <div className={classes.stage} ref={stage} />
    </div>
  );
}

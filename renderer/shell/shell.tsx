import type { ReactNode } from 'react';
import { RemoteFrame } from '../features/engines/remote-frame';
import { useEngine, useSettings } from '../store/mirror';
import classes from './shell.module.css';
import { Sidebar } from './sidebar';
import { StatusBar } from './status-bar';

/** Sidebar at the left, the page, the status bar below both. */
export function Shell({ children }: { children: ReactNode }) {
  const collapsed = useSettings()?.sidebarCollapsed ?? false;
  const remote = useEngine()?.endpoint.remote ?? false;
  return (
    <div className={classes.shell} data-collapsed={collapsed} data-remote={remote}>
      <Sidebar collapsed={collapsed} />
      {/* Where the focus goes when what opened a dialog is gone. */}
      <main className={classes.page} tabIndex={-1}>
        {children}
      </main>
      <StatusBar />
      <RemoteFrame />
    </div>
  );
}

import { useEffect } from 'react';
import { navigate } from 'wouter/use-hash-location';
import { openStream } from '../lib/bridge';

/** Goes where tray, menu and notifications point. */
export function useAppCommands(): void {
  useEffect(() => {
    const handle = openStream(
      'app.commands',
      {},
      { onItems: (commands) => commands.forEach(({ path }) => void navigate(path)) },
    );
    return () => handle.close();
  }, []);
}

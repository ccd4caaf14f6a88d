import { useEffect, useRef } from 'react';
import { navigate } from 'wouter/use-hash-location';
import { useEngine } from '../../store/mirror';
import { useUi } from '../../store/ui';

/**
 * Counts the engines seen so far: what is keyed by it is made anew with each, so that nothing of the last one stays
 * in view. Dialogs close, and pages of single objects give way to their list.
 */
export function useEngineGeneration(): number {
  const url = useEngine()?.endpoint.url ?? '';
  const seen = useRef({ url, generation: 0 });
  // While rendering, so that not one frame shows the last engine's page beside the new one's name.
  if (seen.current.url !== url) {
    seen.current = { url, generation: seen.current.generation + (seen.current.url === '' ? 0 : 1) };
  }
  const { generation } = seen.current;
  useEffect(() => {
    if (generation === 0) return;
    const ui = useUi.getState();
    if (ui.dialog && ui.dialog.kind !== 'tasks' && ui.dialog.kind !== 'switch') ui.closeDialog();
    const list = /^#\/(\w+)\/./.exec(window.location.hash)?.[1];
    if (list) navigate(`/${list}`, { replace: true });
  }, [generation]);
  return generation;
}

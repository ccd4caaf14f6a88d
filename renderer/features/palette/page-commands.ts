import { useEffect } from 'react';
import { create } from 'zustand';
import type { Fixed } from './commands';

/** What the page that is open has to offer in the palette, beyond what can be done anywhere. */
export const usePageOffer = create<{ commands: readonly Fixed[] }>(() => ({ commands: [] }));

/** Offers these as long as the component is there. */
export function usePageCommands(commands: readonly Fixed[]): void {
  useEffect(() => usePageOffer.setState({ commands }));
  useEffect(() => () => usePageOffer.setState({ commands: [] }), []);
}

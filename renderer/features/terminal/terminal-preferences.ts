import { create } from 'zustand';

interface TerminalPreferences {
  /** Keeps the text where assistive technology reads it, which costs some speed. */
  screenReader: boolean;
}

/** The same for every terminal until the window is closed; on from the start where a program drives the page. */
export const useTerminalPreferences = create<TerminalPreferences>(() => ({
  screenReader: navigator.webdriver === true,
}));

export const setTerminalPreference = (change: Partial<TerminalPreferences>) =>
  useTerminalPreferences.setState(change);

import { create } from 'zustand';

interface LogPreferences {
  timestamps: boolean;
  wrap: boolean;
}

/** How logs are read; the same for every container until the window is closed. */
export const useLogPreferences = create<LogPreferences>(() => ({ timestamps: true, wrap: true }));

export const setLogPreference = (change: Partial<LogPreferences>) => useLogPreferences.setState(change);

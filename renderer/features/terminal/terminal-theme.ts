import type { ITheme } from '@xterm/xterm';

const names = {
  background: '--lighter-bg-sunken',
  foreground: '--lighter-text',
  cursor: '--lighter-accent',
  cursorAccent: '--lighter-bg-sunken',
  selectionBackground: '--terminal-selection',
  selectionInactiveBackground: '--terminal-selection',
  black: '--terminal-black',
  red: '--terminal-red',
  green: '--terminal-green',
  yellow: '--terminal-yellow',
  blue: '--terminal-blue',
  magenta: '--terminal-magenta',
  cyan: '--terminal-cyan',
  white: '--terminal-white',
  brightBlack: '--terminal-black',
  brightRed: '--terminal-red',
  brightGreen: '--terminal-green',
  brightYellow: '--terminal-yellow',
  brightBlue: '--terminal-blue',
  brightMagenta: '--terminal-magenta',
  brightCyan: '--terminal-cyan',
  brightWhite: '--lighter-text',
} as const satisfies Partial<Record<keyof ITheme, string>>;

/** The tokens in force below `element`, as colours: what `light-dark()` comes to is known to computed styles only. */
export function readTheme(element: HTMLElement): ITheme {
  const probe = document.createElement('span');
  element.append(probe);
  const theme: ITheme = {};
  for (const [name, token] of Object.entries(names)) {
    probe.style.color = `var(${token})`;
    theme[name as keyof typeof names] = getComputedStyle(probe).color;
  }
  probe.remove();
  return theme;
}

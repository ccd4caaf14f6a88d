import { FitAddon } from '@xterm/addon-fit';
import { type ITheme, Terminal } from '@xterm/xterm';
import '@xterm/xterm/css/xterm.css';
import i18next from 'i18next';
import { call } from '../../lib/bridge';
import { terminalKey } from './terminal-keys';

/** Mouse, bracketed paste, cursor keys and cursor as they were; colours and margins too. */
const usualModes = '\x1b[?2004l\x1b[?1000l\x1b[?1002l\x1b[?1003l\x1b[?1006l\x1b[?1l\x1b[!p\x1b[?25h';

/** Lines kept above the screen. */
const scrollback = 5000;

interface ScreenEvents {
  onInput(text: string): void;
  onResize(size: { cols: number; rows: number }): void;
  onPaste(text: string): void;
  /** The key that leaves the terminal was pressed. */
  onLeave(): void;
}

/** xterm on an element of its own, which can be taken out of the page and put back with all it shows. */
export interface Screen {
  readonly size: { cols: number; rows: number };
  attach(parent: HTMLElement): void;
  detach(): void;
  /** Fits the cells into the parent. */
  fit(): void;
  focus(): void;
  /** Resolves when it is drawn: only then may more come. */
  write(text: string): Promise<void>;
  paste(text: string): void;
  /** Brings it back from whatever the program had set and not taken back. */
  restore(): void;
  /** The selected text, or all of it. */
  text(): string;
  hasSelection(): boolean;
  setTheme(theme: ITheme): void;
  setScreenReader(isOn: boolean): void;
  dispose(): void;
}

const isMac = navigator.userAgent.includes('Mac OS');

/**
 * Makes a screen. Titles that programs set, window commands and their access to the clipboard have no effect:
 * nothing listens. Links open only through main, and only http(s).
 */
export function createScreen(events: ScreenEvents): Screen {
  Terminal.strings.promptLabel = i18next.t('terminal:input');
  Terminal.strings.tooMuchOutput = i18next.t('terminal:tooMuchOutput');
  const terminal = new Terminal({
    scrollback,
    fontFamily: 'ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace',
    fontSize: 13,
    lineHeight: 1.2,
    minimumContrastRatio: 4.5,
    windowOptions: {},
    linkHandler: {
      allowNonHttpProtocols: false,
      activate: (_event, url) => void call('app.openUrl', { url }).catch(() => false),
    },
  });
  const fitting = new FitAddon();
  terminal.loadAddon(fitting);
  const host = document.createElement('div');
  host.style.cssText = 'position:absolute;inset:0;';
  let isOpen = false;

  terminal.onData(events.onInput);
  // The event holds more than the size, which the contract would refuse.
  terminal.onResize(({ cols, rows }) => events.onResize({ cols, rows }));
  terminal.attachCustomKeyEventHandler((event) => {
    const meaning = terminalKey(event, isMac);
    if (meaning === 'type') return true;
    if (event.type === 'keydown' && meaning === 'leave') {
      event.preventDefault();
      events.onLeave();
    }
    if (event.type === 'keydown' && meaning === 'copy') {
      event.preventDefault();
      if (terminal.hasSelection()) void navigator.clipboard.writeText(terminal.getSelection());
    }
    // `paste` is left to the browser, whose event comes back below.
    return false;
  });
  // Before xterm sees it: what is pasted may have to be asked about.
  host.addEventListener(
    'paste',
    (event) => {
      event.preventDefault();
      event.stopPropagation();
      const text = event.clipboardData?.getData('text/plain') ?? '';
      if (text !== '') events.onPaste(text);
    },
    true,
  );

  return {
    get size() {
      return { cols: terminal.cols, rows: terminal.rows };
    },
    attach(parent) {
      parent.append(host);
      if (!isOpen) terminal.open(host);
      isOpen = true;
    },
    detach: () => host.remove(),
    fit() {
      const fits = fitting.proposeDimensions();
      // Before the first layout, or in a window of no height, there is nothing to fit into.
      if (fits && fits.cols > 1 && fits.rows > 1)
        terminal.resize(Math.min(fits.cols, 2000), Math.min(fits.rows, 2000));
    },
    focus: () => terminal.focus(),
    write: (text) => new Promise((resolve) => terminal.write(text, resolve)),
    paste: (text) => terminal.paste(text),
    restore() {
      terminal.write(usualModes, () => {
        // Only then: on the usual screen it would send the cursor to the top.
        if (terminal.buffer.active.type === 'alternate') terminal.write('\x1b[?1049l');
      });
    },
    text: () => (terminal.hasSelection() ? terminal.getSelection() : wholeText(terminal)),
    hasSelection: () => terminal.hasSelection(),
    setTheme(theme) {
      terminal.options.theme = theme;
    },
    setScreenReader(isOn) {
      terminal.options.screenReaderMode = isOn;
    },
    dispose() {
      terminal.dispose();
      host.remove();
    },
  };
}

function wholeText(terminal: Terminal): string {
  const { active } = terminal.buffer;
  const lines: string[] = [];
  for (let row = 0; row < active.length; row += 1) {
    const line = active.getLine(row);
    const text = line?.translateToString(true) ?? '';
    if (line?.isWrapped && lines.length > 0) lines.push((lines.pop() ?? '') + text);
    else lines.push(text);
  }
  return lines.join('\n').trimEnd();
}

import { useUi } from '../store/ui';

const text =
  'input:not([type="checkbox"], [type="radio"]), textarea, select, [contenteditable="true"], .xterm';

/** Whether letters pressed there are text, and no commands. */
export const takesText = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest(text) !== null;

/** Whether something lies over the page, or is about to: a dialog's code is loaded when it is first opened. */
export const isCovered = (): boolean =>
  useUi.getState().dialog !== null || document.querySelector('[role="dialog"], [role="menu"]') !== null;

/** A key as actions name it: `KeyS`, `Shift+KeyK`, `F2`; null with Ctrl, Alt or Cmd, which belong to others. */
export function keyOf(event: Pick<KeyboardEvent, 'code' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey'>) {
  if (event.ctrlKey || event.metaKey || event.altKey) return null;
  return `${event.shiftKey ? 'Shift+' : ''}${event.code}`;
}

/** As it stands on the key: `S`, `⇧ K`. */
export const keyName = (key: string) => key.replace('Shift+', '⇧ ').replace(/Key(?=[A-Z]$)/, '');

/** As `aria-keyshortcuts` has it. */
export const ariaKey = (key: string) => key.replace(/Key(?=[A-Z]$)/, '');

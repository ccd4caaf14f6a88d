type Key = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'shiftKey' | 'altKey' | 'metaKey'>;

/** What a key means to Lighter while the terminal has the focus; `type`: it belongs to the program. Pure. */
export function terminalKey(event: Key, isMac: boolean): 'copy' | 'paste' | 'leave' | 'type' {
  const { key, code, ctrlKey, shiftKey, altKey, metaKey } = event;
  if (key === 'Escape' && shiftKey && !altKey && !metaKey) return 'leave';
  if (altKey) return 'type';
  const withChord = isMac ? metaKey && !ctrlKey : ctrlKey && shiftKey && !metaKey;
  if (withChord && code === 'KeyC') return 'copy';
  if (withChord && code === 'KeyV') return 'paste';
  if (key === 'Insert' && ctrlKey !== shiftKey) return ctrlKey ? 'copy' : 'paste';
  return 'type';
}

/**
 * Runs `open` once no mouse button is down. A menu is asked for by the press on Linux and macOS: the release after
 * it would close what is open by then.
 */
export function whenReleased({ buttons }: { buttons: number }, open: () => void): void {
  if (buttons === 0) open();
  else window.addEventListener('pointerup', () => setTimeout(open), { once: true });
}

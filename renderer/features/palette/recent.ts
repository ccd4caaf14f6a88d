const place = 'palette-recent';
const most = 8;

/** Ids of the commands chosen last, the latest first; those of another engine's objects may be among them. */
export function recentCommands(): string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(place) ?? '[]');
    return Array.isArray(kept) ? kept.filter((id) => typeof id === 'string').slice(0, most) : [];
  } catch {
    // Something else wrote there.
    return [];
  }
}

/** Puts a command in front of the others. */
export function rememberCommand(id: string): void {
  const others = recentCommands().filter((known) => known !== id);
  localStorage.setItem(place, JSON.stringify([id, ...others].slice(0, most)));
}

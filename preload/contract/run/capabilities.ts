/** `NET_ADMIN`, `cap_net_admin`, `all` */
export const capabilities = /^(cap_)?[a-z][a-z0-9_]*$/i;

/** As the engine has it: `CAP_NET_ADMIN`, `ALL`. */
function normal(name: string): string {
  const upper = name.trim().toUpperCase();
  return upper === 'ALL' || upper === 'RESET' || upper.startsWith('CAP_') ? upper : `CAP_${upper}`;
}

/**
 * What the CLI makes of `--cap-add` and `--cap-drop`: full names, sorted, each once; `ALL` stands for the rest of
 * its list, and adding wins over dropping.
 */
export function effectiveCapabilities(
  add: readonly string[] = [],
  drop: readonly string[] = [],
): { add: string[] | null; drop: string[] | null } {
  const all = (names: readonly string[]) => {
    const set = new Set(names.map(normal));
    return set.has('ALL') ? new Set(['ALL']) : set;
  };
  const added = all(add);
  const dropped = [...all(drop)].filter((name) => !added.has(name));
  const sorted = (names: Iterable<string>) => {
    const list = [...names].sort();
    return list.length > 0 ? list : null;
  };
  return { add: sorted(added), drop: sorted(dropped) };
}

import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';

// One byte a fuse in the binary: '0', '1', or 'r' where Electron has retired the fuse.
const states = { 48: 'off', 49: 'on', 114: 'retired' };

/**
 * Compares the fuse wire read from a binary with the fuses wanted (electron-builder's names).
 * `found` is `on`, `off`, `retired`, or `unknown` where this Electron is too old to have the fuse.
 * `others` are fuses of a newer Electron that the configuration does not name.
 */
export function compareFuses(wire, wanted) {
  const named = new Set();
  const fuses = Object.entries(wanted).map(([name, on]) => {
    const index = FuseV1Options[name[0].toUpperCase() + name.slice(1)];
    if (index === undefined) throw new Error(`No Electron fuse is called ${name}.`);
    named.add(String(index));
    const found = wire[index] === undefined ? 'unknown' : (states[wire[index]] ?? 'unreadable');
    return { name, wanted: on ? 'on' : 'off', found, matches: found === (on ? 'on' : 'off') };
  });
  const others = Object.keys(wire)
    .filter((key) => key !== 'version' && !named.has(key))
    .map((key) => ({ name: FuseV1Options[key] ?? `fuse ${key}`, found: states[wire[key]] ?? 'unreadable' }));
  return { fuses, others };
}

/**
 * Prints the fuses of a packaged app (its executable, or the .app on macOS). Throws when one differs from `wanted`;
 * a fuse the runtime does not have is only let through for a development runtime.
 */
export async function verifyFuses(app, wanted, { isDevelopmentRuntime, say }) {
  const { fuses, others } = compareFuses(await getCurrentFuseWire(app), wanted);
  say(`Fuses of ${app}`);
  for (const { name, found, matches } of fuses) say(`  ${matches ? 'ok  ' : 'DIFF'} ${name}: ${found}`);
  for (const { name, found } of others) say(`  as Electron ships it: ${name}: ${found}`);
  const wrong = fuses.filter(
    ({ matches, found }) => !matches && !(found === 'unknown' && isDevelopmentRuntime),
  );
  if (wrong.length > 0) {
    const list = wrong.map(({ name, wanted: on, found }) => `${name} should be ${on} and is ${found}`);
    throw new Error(`The packaged app's fuses are wrong: ${list.join('; ')}.`);
  }
}

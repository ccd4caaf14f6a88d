/** `./en/containers.json` → `containers`: i18next's bundle of one language out of its files. */
export function byNamespace(
  files: Record<string, Record<string, unknown>>,
): Record<string, Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(files).map(([path, keys]) => [path.replace(/^.*\/|\.json$/g, ''), keys]),
  );
}

/** The folder a path lies in; the root's is the root. */
export const folderOf = (path: string) => path.slice(0, Math.max(1, path.lastIndexOf('/')));

/** The last name of a path; empty for the root. */
export const nameOf = (path: string) => path.slice(path.lastIndexOf('/') + 1);

/** A name in a folder, as a path. */
export const join = (folder: string, name: string) => (folder === '/' ? `/${name}` : `${folder}/${name}`);

/** Whether a path is a folder or lies below it. */
export const isWithin = (path: string, folder: string) =>
  path === folder || path.startsWith(folder === '/' ? '/' : `${folder}/`);

/** The folders above a path, the root first. */
export function foldersAbove(path: string): string[] {
  const parts = path.split('/').slice(1, -1);
  return ['/', ...parts.map((_, at) => `/${parts.slice(0, at + 1).join('/')}`)];
}

/** What a person typed as a path, as one the engine takes: absolute, without `.`, `..` and doubled slashes. */
export function tidyPath(text: string): string {
  const parts: string[] = [];
  for (const part of text.trim().split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `/${parts.join('/')}`;
}

/** The folder a path lies in. */
export const folderOf = (path: string) => path.slice(0, Math.max(1, path.lastIndexOf('/')));

/** The last name of a path; empty for the root. */
export const nameOf = (path: string) => path.slice(path.lastIndexOf('/') + 1);

/** A name in a folder, as a path. */
export const join = (folder: string, name: string) => (folder === '/' ? `/${name}` : `${folder}/${name}`);

// @ts-check
import { ask } from './ask.mjs';

// By the API: the Docker CLI takes a tenth of a second for each question, and this runs after every test.

/**
 * Names (`repository:tag`) of an engine's images; an untagged one goes by its id.
 * @param {string} socket
 * @returns {Promise<Set<string>>}
 */
export async function imageNames(socket) {
  /** @type {{ Id: string, RepoTags: string[] | null }[]} */
  const images = await ask(socket, 'GET', '/images/json');
  return new Set(
    images.flatMap(({ Id, RepoTags }) => {
      const tags = (RepoTags ?? []).filter((name) => name !== '<none>:<none>');
      return tags.length > 0 ? tags : [Id];
    }),
  );
}

/**
 * Removes all containers, volumes, networks and images but those named.
 * @param {string} socket
 * @param {ReadonlySet<string>} keptImages
 */
export async function resetEngine(socket, keptImages) {
  /** @param {string} path */
  const remove = async (path) => {
    try {
      await ask(socket, 'DELETE', path);
    } catch (error) {
      // It ended by itself in the meantime.
      if (!/No such|no such|already in progress/.test(String(error))) throw error;
    }
  };
  /** @type {{ Id: string }[]} */
  const containers = await ask(socket, 'GET', '/containers/json?all=1');
  await Promise.all(containers.map(({ Id }) => remove(`/containers/${Id}?force=1&v=1`)));
  /** @type {{ Volumes: { Name: string }[] | null }} */
  const { Volumes } = await ask(socket, 'GET', '/volumes');
  for (const { Name } of Volumes ?? []) await remove(`/volumes/${encodeURIComponent(Name)}?force=1`);
  await ask(socket, 'POST', '/networks/prune');
  const images = [...(await imageNames(socket))].filter((name) => !keptImages.has(name));
  const tagged = images.filter((name) => !name.startsWith('sha256:'));
  for (const name of tagged) await remove(`/images/${encodeURIComponent(name)}?force=1`);
  if (tagged.length < images.length) await ask(socket, 'POST', '/images/prune');
}

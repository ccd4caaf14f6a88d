import { session } from 'electron';
import type { Fetch } from '../registries/api';

/** `fetch` through the system's proxies, in a session of its own: without cookies, cache and anything of the page's. */
export const registryFetch: Fetch = (url, init) => session.fromPartition('registries').fetch(url, init);

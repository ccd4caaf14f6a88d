import { containers } from './containers';
import { images } from './images';
import { networks } from './networks';
import { volumes } from './volumes';

/** Every kind of engine object in the cache, in the order in which they are read. */
export const resources = { containers, images, networks, volumes };

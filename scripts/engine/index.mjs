// @ts-check
export { answers, canStartEngine, startEngine } from './engine.mjs';
export { imageFolder } from './images.mjs';
export { run, startBackground, until } from './processes.mjs';
export { startRegistry } from './registry.mjs';

/** @typedef {import('./engine.mjs').Engine} Engine */
/** @typedef {import('./registry.mjs').Registry} Registry */
/** @typedef {import('./images.mjs').ImageName} ImageName */

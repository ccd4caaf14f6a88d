// @ts-check
export { answers, canStartEngine, startEngine } from './engine.mjs';
export { imageFolder } from './images.mjs';
export { run, startBackground, until } from './processes.mjs';
export { startRegistry } from './registry.mjs';

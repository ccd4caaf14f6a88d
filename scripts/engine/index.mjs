// @ts-check
export { canStartEngine, startEngine } from './engine.mjs';
export { until } from './processes.mjs';
export { startRegistry } from './registry.mjs';

/** @typedef {import('./engine.mjs').Engine} Engine */
/** @typedef {import('./registry.mjs').Registry} Registry */

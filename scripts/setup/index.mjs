import { resolve } from 'node:path';
import { prepareBuildx } from './buildx.mjs';
import { missingNeeds } from './needs.mjs';
import { installNpmPackages } from './npm-packages.mjs';
import { installPackages } from './system-packages.mjs';

// Runs before `npm start` and `npm test`, also before anything is installed: Node's own modules only up to the end.
const oldestNode = [20, 19];
const root = resolve(import.meta.dirname, '../..');
const purpose = process.argv[2] === 'test' ? 'test' : 'start';

process.exitCode = (await setUp()) ? 0 : 1;

async function setUp() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < oldestNode[0] || (major === oldestNode[0] && minor < oldestNode[1])) {
    console.log(`Lighter needs Node ${oldestNode.join('.')} or newer; this is ${process.versions.node}.`);
    return false;
  }
  if (!installPackages(await missingNeeds(purpose))) return false;
  if (purpose === 'test' && process.platform === 'linux' && process.getuid() !== 0) {
    console.log('The tests start a private container engine, which needs root. Run this instead:');
    console.log('  sudo npm test');
    return false;
  }
  if (!installNpmPackages(root)) return false;
  if (purpose === 'test' && process.platform === 'linux') {
    const problem = await prepareBuildx(console.log);
    // Its tests say that they were left out; all others need none.
    if (problem !== null) console.log(`docker buildx is not to be had here: ${problem}`);
  }
  const { electronExecutable } = await import('./electron-runtime.mjs');
  try {
    await electronExecutable(console.log);
    return true;
  } catch (error) {
    console.log(error.message);
    return false;
  }
}

// Stands in for Electron's stock default_app.asar, which a runtime taken out of a packaged app lacks.
// It opens the app folder named by the first argument that is not a switch: `electron .`
import { readFileSync } from 'node:fs';
import { Module } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { app } from 'electron';

const preload = [];
let folder;
const args = process.argv.slice(1);
for (let index = 0; index < args.length && folder === undefined; index += 1) {
  const arg = args[index];
  if (arg === '--version' || arg === '-v') {
    process.stdout.write(`v${process.versions.electron}\n`);
    process.exit(0);
  } else if (arg === '-r' || arg === '--require') {
    index += 1;
    preload.push(args[index]);
  } else if (!arg.startsWith('-')) {
    folder = resolve(arg);
  }
}

Object.defineProperty(process, 'defaultApp', { enumerable: true, value: true });
if (preload.length > 0) Module._preloadModules(preload);

// Playwright connects while the app starts, and where a window appears at that very moment now and then never gets its
// answer. With a preload of its own it holds the app's start until it is connected; without one we do it in its place.
if (preload.length === 0 && ['--inspect=0', '--remote-debugging-port=0'].every((arg) => args.includes(arg))) {
  holdStart();
}

if (folder === undefined) {
  process.stderr.write('Usage: electron [switches] APP_FOLDER\n');
  app.exit(2);
} else {
  // Electron holds `ready` back until this file has run, so the app's must be awaited here.
  try {
    await import(pathToFileURL(mainOf(folder)).href);
  } catch (error) {
    process.stderr.write(`Cannot open ${folder}: ${error.stack}\n`);
    app.exit(1);
  }
}

/** Keeps `ready` from the app until Playwright says that it is connected, or has not said so for ten seconds. */
function holdStart() {
  const ready = app.whenReady();
  const emit = app.emit.bind(app);
  const released = new Promise((resolve) => {
    globalThis.__playwright_run = resolve;
    setTimeout(resolve, 10_000).unref();
  });
  let isReady = false;
  const held = Promise.all([ready, released]).then(() => {
    isReady = true;
  });
  app.isReady = () => isReady;
  app.whenReady = () => held;
  app.emit = (event, ...rest) => {
    if (event !== 'ready' || isReady) return emit(event, ...rest);
    void held.then(() => emit(event, ...rest));
    return app.listenerCount('ready') > 0;
  };
}

function mainOf(path) {
  if (/\.[cm]?js$/.test(path)) return path;
  const manifest = JSON.parse(readFileSync(join(path, 'package.json'), 'utf8'));
  app.setName(manifest.productName || manifest.name);
  if (manifest.version) app.setVersion(manifest.version);
  app.setDesktopName(manifest.desktopName || `${app.getName()}.desktop`);
  app.setAppPath(path);
  return join(path, manifest.main || 'index.js');
}

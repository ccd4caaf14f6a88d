import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { buildIfStale } from './build-if-stale.mjs';
import { canStartEngine } from './engine/engine.mjs';
import { electronExecutable } from './setup/electron-runtime.mjs';
import { engineAnswers, hasDisplay } from './setup/needs.mjs';

const root = resolve(import.meta.dirname, '..');

/** Chromium's sandbox refuses to run as root. Only launchers say so, never the app. */
const rootArgs = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
const args = ['.', ...rootArgs, ...process.argv.slice(2)];

try {
  buildIfStale();
  const executablePath = await electronExecutable(console.log);
  // With nothing to show but an engine to be had, Lighter starts one as it opens.
  if (canStartEngine() && !(await engineAnswers())) args.push('--start-engine');
  if (hasDisplay()) {
    await open(executablePath);
  } else {
    const { takeFirstLook } = await import('./first-look.mjs');
    await takeFirstLook({ root, executablePath, args });
  }
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}

function open(executablePath) {
  const app = spawn(executablePath, args, { cwd: root, stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => app.kill(signal));
  return new Promise((done, fail) => {
    app.once('error', fail);
    app.once('exit', (code) => {
      process.exitCode = code ?? 0;
      done();
    });
  });
}

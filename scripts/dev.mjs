import { spawn } from 'node:child_process';
import { join, resolve } from 'node:path';
import { electronExecutable } from './setup/electron-runtime.mjs';

// electron-vite with hot reload, on the same Electron as everything else: `npm run dev`
const root = resolve(import.meta.dirname, '..');
const vite = join(root, 'node_modules/electron-vite/bin/electron-vite.js');
const asRoot = process.getuid?.() === 0 ? ['--noSandbox'] : [];

const env = { ...process.env, ELECTRON_EXEC_PATH: await electronExecutable(console.log) };
const dev = spawn(process.execPath, [vite, 'dev', '--watch', ...asRoot, ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
  env,
});
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => dev.kill(signal));
dev.once('exit', (code) => {
  process.exitCode = code ?? 0;
});

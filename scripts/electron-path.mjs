import { electronExecutable } from './setup/electron-runtime.mjs';

// Only the path goes to stdout: other programs read it. `npm run -s electron:path`
try {
  process.stdout.write(`${await electronExecutable()}\n`);
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}

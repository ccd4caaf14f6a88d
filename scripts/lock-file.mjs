import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

// A registry mirror may lack the binaries of other systems; package-lock.json then misses them, and `npm ci` refuses
// to work on every machine. `node scripts/lock-file.mjs` adds what is missing, by name and version.
const lockFile = resolve(import.meta.dirname, '../package-lock.json');
const systems = [
  'aix',
  'android',
  'darwin',
  'freebsd',
  'linux',
  'netbsd',
  'openbsd',
  'openharmony',
  'sunos',
  'win32',
];
const processors = [
  'arm64',
  'arm',
  'ia32',
  'loong64',
  'mips64el',
  'ppc64',
  'riscv64',
  's390x',
  'x64',
  'wasm32',
];

/** What packages want on other systems and package-lock.json does not have, one line each. @returns {string[]} */
export function missingFromLock() {
  return missing(readLock()).map(
    ({ name, range, owner }) => `${name}@${range}, which ${owner} wants, is missing`,
  );
}

function readLock() {
  return JSON.parse(readFileSync(lockFile, 'utf8'));
}

function missing({ packages }) {
  return Object.entries(packages).flatMap(([path, { optionalDependencies = {}, dev }]) =>
    Object.entries(optionalDependencies)
      .filter(([name]) => !isFound(packages, path, name))
      .map(([name, range]) => ({ name, range, dev, owner: path })),
  );
}

/** As Node looks for it: in the package's own folder, then in those above. */
function isFound(packages, path, name) {
  const above = path
    .split('/node_modules/')
    .map((_, index, parts) => parts.slice(0, index + 1).join('/node_modules/'));
  return ['', ...above].some(
    (folder) => packages[`${folder && `${folder}/`}node_modules/${name}`] !== undefined,
  );
}

function complete() {
  const lock = readLock();
  for (const { name, range, dev } of missing(lock)) {
    if (!/^\d+\.\d+\.\d+/.test(range)) throw new Error(`${name}: ${range} is not one version.`);
    lock.packages[`node_modules/${name}`] = { version: range, dev, optional: true, ...target(name) };
  }
  lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1)));
  writeFileSync(lockFile, `${JSON.stringify(lock, undefined, 2)}\n`);
}

/** The system a binary is for, out of its name: `binding-linux-arm-gnueabihf`. npm leaves the others alone. */
function target(name) {
  const words = name.split(/[/-]/);
  const os = systems.find((system) => words.includes(system));
  const cpu = processors.find((processor) => words.includes(processor));
  if (os === undefined || cpu === undefined) throw new Error(`${name} does not say which system it is for.`);
  if (os !== 'linux') return { os: [os], cpu: [cpu] };
  return { os: [os], cpu: [cpu], libc: [words.some((word) => word.startsWith('musl')) ? 'musl' : 'glibc'] };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) complete();

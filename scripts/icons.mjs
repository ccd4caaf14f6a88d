// `npm run icons`: renders the SVG sources in build/icons to every file the packages, the tray and the docs use.
// The results are committed, so that building Lighter does not need this script.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { Resvg } from '@resvg/resvg-js';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const sources = join(root, 'build/icons');

export const appSizes = [16, 24, 32, 48, 64, 128, 256, 512, 1024];
export const icoSizes = [16, 24, 32, 48, 64, 128, 256];
/** macOS icon types and their edge in pixels. The non-retina 16 and 32 px types only take an old bitmap format. */
export const icnsTypes = {
  ic11: 32,
  ic12: 64,
  ic07: 128,
  ic13: 256,
  ic08: 256,
  ic14: 512,
  ic09: 512,
  ic10: 1024,
};
export const trayStates = ['running', 'busy', 'stopped'];
export const traySizes = [16, 22, 32, 48];
const trayIcoSizes = [16, 32, 48];

/** An .ico file from PNGs: `[{ size, png }]`, edges of 1 to 256 px. */
export function icoFile(images) {
  const header = Buffer.alloc(6 + 16 * images.length);
  header.writeUInt16LE(1, 2);
  header.writeUInt16LE(images.length, 4);
  let offset = header.length;
  images.forEach(({ size, png }, index) => {
    const at = 6 + 16 * index;
    header.writeUInt8(size % 256, at); // 256 is written as 0
    header.writeUInt8(size % 256, at + 1);
    header.writeUInt16LE(1, at + 4);
    header.writeUInt16LE(32, at + 6);
    header.writeUInt32LE(png.length, at + 8);
    header.writeUInt32LE(offset, at + 12);
    offset += png.length;
  });
  return Buffer.concat([header, ...images.map(({ png }) => png)]);
}

/** An .icns file from PNGs: `[{ type, png }]`, `type` being the four letters of the entry. */
export function icnsFile(images) {
  const chunk = (type, ...data) => {
    const head = Buffer.alloc(8);
    head.write(type, 'latin1');
    head.writeUInt32BE(8 + data.reduce((sum, part) => sum + part.length, 0), 4);
    return Buffer.concat([head, ...data]);
  };
  return chunk('icns', ...images.map(({ type, png }) => chunk(type, png)));
}

function render(svg, size) {
  return new Resvg(svg, { fitTo: { mode: 'width', value: size } }).render().asPng();
}

function source(name) {
  return readFileSync(join(sources, name), 'utf8');
}

// Small sizes have drawings of their own, on their pixel grid; scaling the large one down would blur it.
function appSource(size) {
  if (size <= 16) return source('app-16.svg');
  return size <= 32 ? source('app-32.svg') : source('app.svg');
}

function traySource(state, size) {
  return source(size === 22 ? `tray-${state}-22.svg` : `tray-${state}.svg`);
}

// macOS lays icons out on a grid where the tile takes 824 of 1024 px.
function withMacMargin(svg) {
  const edge = Number(/viewBox="0 0 (\d+)/.exec(svg)?.[1]);
  const margin = (edge * (1024 / 824 - 1)) / 2;
  return svg.replace(
    /viewBox="[^"]*"/,
    `viewBox="${-margin} ${-margin} ${edge + 2 * margin} ${edge + 2 * margin}"`,
  );
}

/** Every rendered file: its path below the repository's root, and its bytes. */
export function renderIcons() {
  const files = new Map();
  for (const size of appSizes)
    files.set(`build/icons/png/${size}x${size}.png`, render(appSource(size), size));
  files.set(
    'build/icons/icon.ico',
    icoFile(icoSizes.map((size) => ({ size, png: render(appSource(size), size) }))),
  );
  const mac = Object.entries(icnsTypes).map(([type, size]) => ({
    type,
    png: render(withMacMargin(appSource(size)), size),
  }));
  files.set('build/icons/icon.icns', icnsFile(mac));
  for (const state of trayStates) {
    for (const size of traySizes)
      files.set(`build/tray/${state}-${size}.png`, render(traySource(state, size), size));
    const ico = trayIcoSizes.map((size) => ({ size, png: render(traySource(state, size), size) }));
    files.set(`build/tray/${state}.ico`, icoFile(ico));
    // macOS takes only the alpha of a template image and colours it to suit the menu bar.
    const template = traySource(state, 16).replaceAll(/#[0-9a-f]{6}/g, '#000000');
    files.set(`build/tray/${state}Template.png`, render(template, 16));
    files.set(`build/tray/${state}Template@2x.png`, render(template, 32));
  }
  return files;
}

function main() {
  const files = renderIcons();
  for (const [path, bytes] of files) {
    const target = join(root, path);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, bytes);
  }
  console.log(
    `Rendered ${files.size} files from ${relative(process.cwd(), sources)} to build/icons and build/tray.`,
  );
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) main();

import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import type { Plugin } from 'vite';

const alias = {
  '@contract': resolve(import.meta.dirname, 'preload/contract'),
  '@locales': resolve(import.meta.dirname, 'locales'),
};

/**
 * The built page, once a language: its words are asked for with the scripts, not by them. The style sheet stands at
 * its end, where it holds up the scripts but not the first paint.
 */
const startPages: Plugin = {
  name: 'start-pages',
  enforce: 'post',
  generateBundle(_options, bundle) {
    const page = bundle['index.html'];
    if (page?.type !== 'asset') throw new Error('There is no page.');
    const sheet = /\n *<link rel="stylesheet"[^>]*>/g;
    const html = String(page.source);
    const sheets = html.match(sheet) ?? [];
    const forLanguage = (language: 'en' | 'ko') => {
      const words = Object.values(bundle).find(({ fileName }) => fileName.startsWith(`assets/${language}-`));
      const preload = `  <link rel="modulepreload" crossorigin href="./${words?.fileName}">\n  </head>`;
      return html
        .replace('<html lang="en">', `<html lang="${language}">`)
        .replace(sheet, '')
        .replace('</head>', preload)
        .replace('  </body>', `${sheets.join('')}\n  </body>`);
    };
    page.source = forLanguage('en');
    this.emitFile({ type: 'asset', fileName: 'ko.html', source: forLanguage('ko') });
  },
};

// Everything small is bundled, so that start-up reads one file; `dependencies` (dockerode) stays outside
// and is required only after the window exists.
export default defineConfig({
  main: {
    resolve: { alias },
    build: {
      outDir: 'out/main',
      minify: true,
      rollupOptions: { input: resolve(import.meta.dirname, 'main/index.ts') },
    },
  },
  preload: {
    resolve: { alias },
    build: {
      outDir: 'out/preload',
      rollupOptions: {
        input: resolve(import.meta.dirname, 'preload/index.ts'),
        // A sandboxed preload can only be one CommonJS file.
        output: { format: 'cjs', entryFileNames: 'index.cjs' },
      },
    },
  },
  renderer: {
    root: resolve(import.meta.dirname, 'renderer'),
    resolve: { alias },
    plugins: [react(), startPages],
    build: {
      outDir: resolve(import.meta.dirname, 'out/renderer'),
      minify: true,
      rollupOptions: {
        input: resolve(import.meta.dirname, 'renderer/index.html'),
        // What the first paint needs is one file: each more is a round trip through main's busy first moments.
        output: { codeSplitting: { groups: [{ name: 'first', tags: ['$initial'] }] } },
      },
    },
  },
});

import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import type { Plugin } from 'vite';

const alias = {
  '@contract': resolve(import.meta.dirname, 'preload/contract'),
  '@locales': resolve(import.meta.dirname, 'locales'),
};

/**
 * The built page, once a language. What its first script asks for later is on the way from the start: the app, its
 * words, and the style sheet, at the end of the page, where it holds up the scripts but not the first paint.
 */
const startPages: Plugin = {
  name: 'start-pages',
  enforce: 'post',
  generateBundle(_options, bundle) {
    const page = bundle['index.html'];
    if (page?.type !== 'asset') throw new Error('There is no page.');
    const html = String(page.source);
    const link = (rel: string, name: string, kind: string) => {
      const file = Object.keys(bundle).find(
        (path) => path.startsWith(`assets/${name}-`) && path.endsWith(kind),
      );
      if (!file) throw new Error(`The page needs ${name}${kind}.`);
      return `<link rel="${rel}" crossorigin href="./${file}">`;
    };
    const forLanguage = (language: 'en' | 'ko') => {
      const scripts = ['rolldown-runtime', 'first', 'main', language];
      const early = scripts.map((name) => `  ${link('modulepreload', name, '.js')}\n  `).join('');
      return html
        .replace('<html lang="en">', `<html lang="${language}">`)
        .replace('</head>', `${early}</head>`)
        .replace('  </body>', `    ${link('stylesheet', 'first', '.css')}\n  </body>`);
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
        output: {
          codeSplitting: {
            groups: [
              // The helper of lazy pages too, or the first script would need the second.
              { name: 'boot', test: /renderer\/boot\.ts$|preload-helper/, priority: 1 },
              // What the first rows need is one file: each more is a round trip through main's busy first moments.
              { name: 'first', test: /renderer\/main\.tsx$/ },
            ],
          },
        },
      },
    },
  },
});

import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

const alias = {
  '@contract': resolve(import.meta.dirname, 'preload/contract'),
  '@locales': resolve(import.meta.dirname, 'locales'),
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
    plugins: [react()],
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

import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: {
    alias: {
      '@contract': resolve(import.meta.dirname, 'preload/contract'),
      '@locales': resolve(import.meta.dirname, 'locales'),
    },
  },
  test: {
    include: ['{main,preload,renderer,scripts,locales}/**/*.test.{ts,tsx}'],
  },
});

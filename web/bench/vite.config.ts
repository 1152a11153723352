import { join } from 'node:path';
import { defaultClientConditions, defineConfig } from 'vite';

export default defineConfig({
  root: join(import.meta.dirname, 'board'),
  logLevel: 'error',
  define: { 'process.env.IS_PREACT': '"false"' },
  resolve: {
    conditions: ['draftroom-source', ...defaultClientConditions],
    // A quarter of an hour of building for diagrams from text, which nobody makes here.
    alias: [
      { find: '@excalidraw/mermaid-to-excalidraw', replacement: join(import.meta.dirname, 'board/no-mermaid.ts') },
    ],
    dedupe: ['yjs', 'react', 'react-dom'],
  },
  worker: { format: 'es' },
  build: { target: 'es2022', minify: false, chunkSizeWarningLimit: 20_000, reportCompressedSize: false },
});

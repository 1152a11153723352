import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { defaultClientConditions, defineConfig, type Plugin } from 'vite';
import { boardBuild } from './board-build.ts';

const hub = process.env.DRAFTROOM_HUB ?? 'http://127.0.0.1:4400';
const toHub = { target: hub, ws: true, xfwd: true };
/** Everything else is a page or a file of the web; the hub's pages with head tags are those of the web here. */
const ofTheHub = [
  '/api',
  '/trpc',
  '/sync',
  '/auth/',
  // Files and pictures of designs: the web's own assets have no such folder.
  '^/assets/[0-9a-f]{64}/',
  '^/(oembed|unsubscribe|keep-account|healthz|readyz|metrics)([?]|$)',
];

/** The hub answers these addresses with the player's page, not the app's. */
const playerPage: Plugin = {
  name: 'draftroom-player-page',
  configureServer({ middlewares }) {
    middlewares.use((request, _response, next) => {
      if (/^\/embed\/designs\/[^/?]+\/?([?]|$)/.test(request.url ?? '')) request.url = '/embed.html';
      next();
    });
  },
};

/** Which modules went into which file, for `size.ts`. */
const listModules: Plugin = {
  name: 'draftroom-list-modules',
  generateBundle(_options, bundle) {
    const chunks = Object.values(bundle).filter((file) => file.type === 'chunk');
    const source = JSON.stringify(Object.fromEntries(chunks.map((chunk) => [chunk.fileName, chunk.moduleIds])));
    this.emitFile({ type: 'asset', fileName: '.vite/modules.json', source });
  },
};

/** Beside each script and style sheet the same gzipped, which the hub sends to whoever reads it: a third of the bytes. */
const gzipped: Plugin = {
  name: 'draftroom-gzipped',
  apply: 'build',
  writeBundle({ dir }, bundle) {
    for (const name of Object.keys(bundle)) {
      if (!/\.(?:js|css)$/.test(name)) continue;
      const file = join(dir ?? '', name);
      writeFileSync(`${file}.gz`, gzipSync(readFileSync(file), { level: 9 }));
    }
  },
};

export default defineConfig({
  plugins: [boardBuild, react(), listModules, playerPage, gzipped],
  resolve: {
    conditions: ['draftroom-source', ...defaultClientConditions],
    // y-monaco imports paths that Monaco's exports map of 0.57 no longer has.
    alias: [{ find: /^monaco-editor\/esm\/vs\//, replacement: 'monaco-editor/' }],
    dedupe: ['yjs', 'react', 'react-dom', 'three'],
  },
  worker: { format: 'es' },
  css: { modules: { localsConvention: 'camelCaseOnly' } },
  build: {
    target: 'es2022',
    sourcemap: false,
    manifest: true,
    // Inlined files would need `data:` in more directives of the content security policy.
    assetsInlineLimit: 0,
    rolldownOptions: {
      input: ['index.html', 'embed.html'],
      // One file for what every page needs: it packs better than forty small ones, and stays cached. The player is no
      // page of the app, and needs none of it at first; what both import has a file of its own. What starts the app stays
      // out, too: the player's viewer comes from the same file, and would start it in the frame.
      output: {
        codeSplitting: {
          groups: [
            { name: 'preload', test: /vite\/(?:modulepreload-polyfill|preload-helper)/, priority: 1 },
            {
              name: 'base',
              tags: ['$initial'],
              test: /^(?!.*\/(?:embed(?:\.html$|\/)|index\.html$|app\/main\.tsx$|contract\/poster\.ts$))/,
            },
          ],
        },
      },
    },
    chunkSizeWarningLimit: 4_000,
  },
  server: { proxy: Object.fromEntries(ofTheHub.map((path) => [path, toHub])) },
});

/**
 * What the drawing board needs of the build, so that a board makes no request to anybody but its hub:
 *
 *   - the fonts of the package are served from the hub, without the Chinese one (13 MB), whose characters the system has
 *   - the package's fallback address for fonts is taken out
 *   - Mermaid, forty languages that the hub does not speak, and the font cutter (1.8 MB, which compiles code and the
 *     content security policy forbids) become stubs; a picture without the cutter carries whole fonts
 */
import { globSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Plugin } from 'vite';

/** Below `assets`, whose files the hub lets browsers keep: the names of the fonts carry hashes. */
const fontsPath = 'assets/board/fonts';
const production = dirname(createRequire(import.meta.url).resolve('@excalidraw/excalidraw'));
const fonts = globSync('*/*.woff2', { cwd: join(production, 'fonts'), exclude: ['Xiaolai/**'] });

const stubs: readonly [wanted: RegExp, file: string][] = [
  [/^@excalidraw\/mermaid-to-excalidraw$/, 'mermaid.ts'],
  [/\/subset-(?:shared|worker)\.chunk\.js$/, 'font-cutter.ts'],
  [/\/locales\/(?!en-|de-DE|percentages)[\w-]+\.js$/, 'language.ts'],
];

/** Exact pieces of 0.18.1; a build against another version fails here instead of calling out. */
const cuts: readonly [piece: string, instead: string][] = [
  ['r.push(new URL(n,jn.ASSETS_FALLBACK_URL)),r', 'r'],
  ['"./fonts/Xiaolai/', '"local:Xiaolai/'],
  ['Vd=typeof Worker<"u"', 'Vd=!1'],
];

export const boardBuild: Plugin = {
  name: 'draftroom-board',
  enforce: 'pre',
  config: () => ({ define: { 'process.env.IS_PREACT': '"false"' } }),
  resolveId(source, importer) {
    if (importer?.includes('@excalidraw/excalidraw') !== true) return null;
    const stub = stubs.find(([wanted]) => wanted.test(source));
    return stub === undefined ? null : join(import.meta.dirname, 'board-stubs', stub[1]);
  },
  transform(code, id) {
    if (!/@excalidraw\/excalidraw\/dist\/prod\/chunk-\w+\.js$/.test(id) || !code.includes('ASSETS_FALLBACK_URL'))
      return null;
    let result = code;
    for (const [piece, instead] of cuts) {
      if (!result.includes(piece)) throw new Error(`the board's package has changed: no ${piece}`);
      result = result.replaceAll(piece, instead);
    }
    return { code: result, map: null };
  },
  generateBundle() {
    for (const font of fonts) {
      const source = readFileSync(join(production, 'fonts', font));
      this.emitFile({ type: 'asset', fileName: `${fontsPath}/${font}`, source });
    }
  },
  configureServer(server) {
    server.middlewares.use((request, response, next) => {
      const font = fonts.find((name) => request.url?.split('?')[0] === `/${fontsPath}/${name}`);
      if (font === undefined) return next();
      response.setHeader('content-type', 'font/woff2');
      response.end(readFileSync(join(production, 'fonts', font)));
    });
  },
};

/**
 * Builds the extension as it is shipped: `dist` is a complete extension folder with one bundle for the Node host and one
 * for the web worker host, both from the same source. `--out` builds it elsewhere, so that a run is not disturbed by the next.
 */
import { existsSync } from 'node:fs';
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type ErrorCode, errorCatalogue } from '@draftroom/core/contract/errors';
import { hubMessages } from '@draftroom/web/kit/messages/de/errors.ts';
import { type BuildOptions, build } from 'esbuild';

const here = import.meta.dirname;
const { values: flags } = parseArgs({
  options: { out: { type: 'string', default: join(here, 'dist') }, sourcemap: { type: 'boolean', default: false } },
});
const dist = flags.out;

const common: BuildOptions = {
  bundle: true,
  format: 'cjs',
  external: ['vscode'],
  conditions: ['draftroom-source'],
  minify: true,
  sourcemap: flags.sourcemap ? 'inline' : false,
  legalComments: 'none',
  logLevel: 'warning',
};

await rm(dist, { recursive: true, force: true });
await mkdir(dist, { recursive: true });
const entry = join(here, 'src/extension.ts');
await cp(join(here, '../LICENSE'), join(dist, 'LICENSE'));
await Promise.all([
  build({ ...common, entryPoints: [entry], outfile: join(dist, 'main.js'), platform: 'node', target: 'node20' }),
  build({
    ...common,
    entryPoints: [entry],
    outfile: join(dist, 'browser.js'),
    platform: 'browser',
    target: 'es2022',
    // Loaded by who has a disk, which this host has not.
    external: ['vscode', 'node:fs', 'node:fs/promises', 'node:path'],
  }),
]);
await writeManifest();
await build({
  ...common,
  entryPoints: [join(here, 'src/chat/page/chat-page.ts')],
  outfile: join(dist, 'media/chat.js'),
  format: 'iife',
  platform: 'browser',
  target: 'es2022',
});
for (const path of [
  'media',
  'package.nls.json',
  'l10n',
  'README.md',
  'package.nls.de.json',
  'CHANGELOG.md',
  'LICENSE',
]) {
  if (existsSync(join(here, path))) await cp(join(here, path), join(dist, path), { recursive: true });
}
await addHubMessages();

/** What a hub refuses is said in its catalogue's words; the web has them in German, too. */
async function addHubMessages(): Promise<void> {
  const file = join(dist, 'l10n/bundle.l10n.de.json');
  const texts = JSON.parse(await readFile(file, 'utf8')) as Record<string, string>;
  const refusals = Object.entries(errorCatalogue).map(([code, { message }]) => [
    message,
    hubMessages[`hub.${code as ErrorCode}`],
  ]);
  await writeFile(file, JSON.stringify({ ...texts, ...Object.fromEntries(refusals) }));
}

/** The workspace's own fields stay here: without `type` the hosts load the bundles as CommonJS, which both of them can. */
async function writeManifest(): Promise<void> {
  const manifest = JSON.parse(await readFile(join(here, 'package.json'), 'utf8')) as Record<string, unknown>;
  const kept = Object.entries(manifest).filter(
    ([field]) => !['type', 'private', 'scripts', 'dependencies', 'devDependencies'].includes(field),
  );
  await writeFile(join(dist, 'package.json'), `${JSON.stringify(Object.fromEntries(kept), null, 2)}\n`);
}

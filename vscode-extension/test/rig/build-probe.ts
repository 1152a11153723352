import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';

/** The probe as an extension folder of its own; the caller removes it. */
export async function buildProbe(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'draftroom-probe-'));
  await mkdir(folder, { recursive: true });
  await build({
    entryPoints: [join(import.meta.dirname, 'probe/probe.ts')],
    outfile: join(folder, 'main.js'),
    bundle: true,
    platform: 'node',
    format: 'cjs',
    external: ['vscode'],
    logLevel: 'warning',
  });
  const manifest = {
    name: 'probe',
    publisher: 'rig',
    version: '0.0.1',
    engines: { vscode: '^1.101.0' },
    main: './main.js',
    activationEvents: ['*'],
    extensionKind: ['workspace'],
    capabilities: { untrustedWorkspaces: { supported: true }, virtualWorkspaces: true },
  };
  await writeFile(join(folder, 'package.json'), JSON.stringify(manifest));
  return folder;
}

/**
 * The manifest gate: what the VS Code extension declares is what it registers, completely and in both languages.
 * `node .ci/gates/vscode-manifest.ts [root]`; exits 1 with a line per fault. `canaries.ts` proves that it still bites.
 */
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';

interface DeclaredCommand {
  readonly command: string;
  readonly category?: string;
  readonly icon?: unknown;
  readonly enablement?: string;
}

const root = join(process.argv[2] ?? '.', 'vscode-extension');
const manifestText = readFileSync(join(root, 'package.json'), 'utf8');
const manifest = JSON.parse(manifestText) as { contributes: { commands: readonly DeclaredCommand[] } };
const source = globSync('src/**/*.ts', { cwd: root })
  .filter((file) => !/\.test\.ts$|\/testing\//.test(file))
  .map((file) => readFileSync(join(root, file), 'utf8'))
  .join('\n');

const faults = [...commandFaults(), ...manifestTextFaults(), ...messageFaults()];
for (const fault of faults) console.error(fault);
console.log(`vscode manifest: ${faults.length} faults`);
process.exitCode = faults.length === 0 ? 0 : 1;

function commandFaults(): string[] {
  const declared = manifest.contributes.commands;
  const registered = found(/(?:\bid:\s*|register(?:TextEditor)?Command\(\s*)'(draftroom\.\w+)'/g, source);
  const names = new Set(declared.map(({ command }) => command));
  return [
    ...[...names].filter((name) => !registered.has(name)).map((name) => `${name} is declared but nowhere registered`),
    ...[...registered].filter((name) => !names.has(name)).map((name) => `${name} is registered but not declared`),
    ...declared
      .filter(
        ({ category, icon, enablement }) => category === undefined || icon === undefined || enablement === undefined,
      )
      .map(({ command }) => `${command} needs a category, an icon and an enablement`),
  ];
}

function manifestTextFaults(): string[] {
  const keys = found(/%([\w.-]+)%/g, manifestText);
  return ['package.nls.json', 'package.nls.de.json'].flatMap((file) => compare(file, keys));
}

function messageFaults(): string[] {
  const messages = new Set(
    [...found(/\bl10n\.t\(\s*'((?:[^'\\]|\\.)*)'/g, source)].map((text) => text.replaceAll("\\'", "'")),
  );
  return compare('l10n/bundle.l10n.de.json', messages);
}

function compare(file: string, wanted: ReadonlySet<string>): string[] {
  const path = join(root, file);
  const texts = existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Record<string, string>) : {};
  return [
    ...[...wanted].filter((key) => !texts[key]).map((key) => `${file} lacks “${key}”`),
    ...Object.keys(texts)
      .filter((key) => !wanted.has(key))
      .map((key) => `${file} has “${key}”, which nothing uses`),
  ];
}

function found(pattern: RegExp, text: string): Set<string> {
  return new Set([...text.matchAll(pattern)].flatMap((match) => match[1] ?? []));
}

/** Proves that each gate still fails on a known violation: a gate that passes its canary is broken. */
import { spawnSync } from 'node:child_process';
import { globSync } from 'node:fs';
import process from 'node:process';

const here = import.meta.dirname;

interface Canary {
  readonly name: string;
  readonly command: readonly string[];
  /** What the gate must say. */
  readonly says: RegExp;
}

const biome = (rule: string, file: string): Canary => ({
  name: `biome ${rule}`,
  command: ['biome', 'lint', '--config-path=../../../biome.json', '--vcs-enabled=false', `--only=${rule}`, file],
  says: new RegExp(rule.split('/')[1] ?? rule),
});

const canaries: readonly Canary[] = [
  ...globSync('layers/*', { cwd: `${here}/canaries` }).map((folder) => ({
    name: folder,
    command: ['node', '../layers.ts', folder],
    says: /layers: 1 violations/,
  })),
  ...globSync('vscode/*', { cwd: `${here}/canaries` }).map((folder) => ({
    name: folder,
    command: ['node', '../vscode-manifest.ts', folder],
    says: /vscode manifest: 1 faults/,
  })),
  ...globSync('spec/*', { cwd: `${here}/canaries` }).map((folder) => ({
    name: folder,
    command: ['node', '../spec.ts', folder],
    says: /spec: \d rules, 1 problems/,
  })),
  biome('suspicious/noImportCycles', 'biome/cycle-a.ts'),
  biome('suspicious/noExplicitAny', 'biome/any.ts'),
  biome('complexity/noExcessiveLinesPerFunction', 'biome/long-function.ts'),
  biome('style/noExcessiveLinesPerFile', 'biome/long-file.ts'),
];

let failed = 0;
for (const { name, command, says } of canaries) {
  const [program = '', ...args] = command;
  const run = spawnSync(program, args, { cwd: `${here}/canaries`, encoding: 'utf8' });
  const output = `${run.stdout}${run.stderr}`;
  if (run.status !== 0 && says.test(output)) continue;
  failed++;
  console.error(`canary ${name} was not caught (exit ${run.status})\n${output}`);
}
console.log(`canaries: ${canaries.length - failed} of ${canaries.length} caught`);
process.exitCode = failed === 0 ? 0 : 1;

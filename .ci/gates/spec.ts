/** Every rule of `core/SPEC.md` is there once and proven by a test that names it, and every number in a test's title is one. */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';

const root = process.argv[2] ?? '.';
const numbers = [...readFileSync(join(root, 'core/SPEC.md'), 'utf8').matchAll(/^- \*\*([A-Z]+-\d+)\*\*/gm)].map(
  (match) => match[1],
);
const rules = new Set(numbers);
const named = new Set<string | undefined>();
const tests = globSync('{core,drizzle,workers,web,vscode-extension}/**/*.ts', {
  cwd: root,
  exclude: (path) => /(^|\/)(node_modules|dist)$/.test(path),
});
for (const file of tests) {
  for (const match of readFileSync(join(root, file), 'utf8').matchAll(/\[((?:[A-Z]+-\d+)(?:, ?[A-Z]+-\d+)*)\]/g)) {
    for (const rule of match[1]?.split(/, ?/) ?? []) named.add(rule);
  }
}

const twice = numbers.filter((rule, at) => numbers.indexOf(rule) < at).map((rule) => `${rule} stands twice`);
const unproven = [...rules].filter((rule) => !named.has(rule)).map((rule) => `${rule} has no test`);
const unknown = [...named]
  .filter((rule) => !rules.has(rule))
  .map((rule) => `${rule} is in a test's title and is no rule`);
const problems = [...twice, ...unproven, ...unknown];
for (const problem of problems) console.error(problem);
console.log(`spec: ${rules.size} rules, ${problems.length} problems`);
process.exitCode = problems.length === 0 ? 0 : 1;

/** Every rule of `core/SPEC.md` is proven by a test that names it, and every number in a test's title is a rule. */
import { globSync, readFileSync } from 'node:fs';
import process from 'node:process';

const rules = new Set(
  [...readFileSync('core/SPEC.md', 'utf8').matchAll(/^- \*\*([A-Z]+-\d+)\*\*/gm)].map((match) => match[1]),
);
const named = new Set<string | undefined>();
const tests = globSync('{core,drizzle,workers,web,vscode-extension}/**/*.ts', {
  exclude: (path) => /(^|\/)(node_modules|dist)$/.test(path),
});
for (const file of tests) {
  for (const match of readFileSync(file, 'utf8').matchAll(/\[((?:[A-Z]+-\d+)(?:, ?[A-Z]+-\d+)*)\]/g)) {
    for (const rule of match[1]?.split(/, ?/) ?? []) named.add(rule);
  }
}

const unproven = [...rules].filter((rule) => !named.has(rule)).map((rule) => `${rule} has no test`);
const unknown = [...named]
  .filter((rule) => !rules.has(rule))
  .map((rule) => `${rule} is in a test's title and is no rule`);
for (const line of [...unproven, ...unknown]) console.error(line);
console.log(`spec: ${rules.size} rules, ${unproven.length + unknown.length} problems`);
process.exitCode = unproven.length + unknown.length === 0 ? 0 : 1;

/** Every platform binary that a package may choose from has an entry in the lock file, or `npm ci` fails elsewhere. */
import { readFileSync } from 'node:fs';
import process from 'node:process';

interface LockEntry {
  readonly optionalDependencies?: Record<string, string>;
  readonly resolved?: string;
}

const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as { packages: Record<string, LockEntry> };
const locked = new Set(Object.keys(packages).map((path) => path.slice(path.lastIndexOf('node_modules/') + 13)));
const missing = Object.entries(packages).flatMap(([path, entry]) =>
  Object.keys(entry.optionalDependencies ?? {})
    .filter((name) => !locked.has(name))
    .map((name) => `${path || '.'} needs ${name}, which the lock file does not hold`),
);
const addressed = Object.entries(packages)
  .filter(([, entry]) => entry.resolved?.includes('://') ?? false)
  .map(([path]) => `${path} is locked to one registry's address`);
for (const line of [...missing, ...addressed]) console.error(line);
console.log(`lock: ${missing.length + addressed.length} problems`);
process.exitCode = missing.length + addressed.length === 0 ? 0 : 1;

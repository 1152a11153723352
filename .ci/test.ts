/**
 * `npm test`: brings the services, runs the gates, the unit and contract suites, then the browser suites, one after
 * the other, and closes with one line that counts them all.
 */
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import process from 'node:process';
import { bringServices } from './services.ts';

interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

const total: Counts = { passed: 0, failed: 0, skipped: 0 };
const reports = '.cache/reports';
rmSync(reports, { recursive: true, force: true });
mkdirSync(reports, { recursive: true });

const missing = bringServices();
for (const service of missing) console.log(`not run, ${service.name} is missing: ${service.suites}`);
if (missing.length > 0 && process.env.CI === 'true') total.failed += missing.length;

for (const gate of [
  'check:format',
  'check:types',
  'check:layers',
  'check:vscode',
  'check:canaries',
  'check:unused',
  'check:lock',
  'check:spec',
]) {
  count((await run('npm', ['run', '--silent', gate])) === 0 ? { passed: 1 } : { failed: 1 });
}
await runSuite('unit', 'vitest.config.ts');
if (!missing.some((service) => service.name === 'Chromium')) {
  if ((await run('npm', ['run', '--silent', 'build'])) !== 0) count({ failed: 1 });
  else {
    count((await run('npm', ['run', '--silent', 'size', '-w', 'web'])) === 0 ? { passed: 1 } : { failed: 1 });
    await runSuite('e2e', 'vitest.e2e.config.ts');
  }
}

const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : '';
console.log(`\n${total.passed} passed, ${total.failed} failed${skipped}`);
process.exitCode = total.failed === 0 ? 0 : 1;

async function runSuite(name: string, config: string): Promise<void> {
  const report = `${reports}/${name}.json`;
  const status = await run('vitest', [
    'run',
    '--config',
    config,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
  ]);
  const { numPassedTests, numFailedTests, numPendingTests, numFailedTestSuites } = readReport(report);
  count({ passed: numPassedTests, failed: numFailedTests, skipped: numPendingTests });
  // A file that cannot be loaded, or an error outside any test, fails the run without a failed test.
  if (status !== 0 && numFailedTests === 0) count({ failed: Math.max(1, numFailedTestSuites) });
}

function readReport(
  path: string,
): Record<'numPassedTests' | 'numFailedTests' | 'numPendingTests' | 'numFailedTestSuites', number> {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return { numPassedTests: 0, numFailedTests: 0, numPendingTests: 0, numFailedTestSuites: 1 };
  }
}

function count(counts: Partial<Counts>): void {
  total.passed += counts.passed ?? 0;
  total.failed += counts.failed ?? 0;
  total.skipped += counts.skipped ?? 0;
}

function run(program: string, args: readonly string[]): Promise<number> {
  console.log(`\n> ${program} ${args.join(' ')}`);
  return new Promise((resolve) => {
    const child = spawn(program, args, { stdio: ['ignore', 'inherit', 'inherit'] });
    child.on('error', (error) => {
      console.error(error.message);
      resolve(127);
    });
    child.on('exit', (code) => resolve(code ?? 1));
  });
}

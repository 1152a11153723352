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

interface Report {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numFailedTestSuites: number;
  testResults: {
    name: string;
    status: string;
    message: string;
    assertionResults: { status: string; fullName: string; failureMessages: string[] }[];
  }[];
}

const total: Counts = { passed: 0, failed: 0, skipped: 0 };
/** Said once more at the end: who reads a long log from behind sees what failed. */
const failures: string[] = [];
const reports = '.cache/reports';
rmSync(reports, { recursive: true, force: true });
mkdirSync(reports, { recursive: true });

const missing = bringServices();
for (const service of missing) {
  console.log(`not run, ${service.name} is missing: ${service.suites}`);
  if (process.env.CI === 'true') fail(`not run, ${service.name} is missing`);
}

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
  await runStep(gate, ['run', '--silent', gate]);
}
await runSuite('unit', 'vitest.config.ts');
if (!missing.some((service) => service.name === 'Chromium')) {
  if ((await run('npm', ['run', '--silent', 'build'])) !== 0) fail('build');
  else {
    await runStep('size', ['run', '--silent', 'size', '-w', 'web']);
    await runSuite('e2e', 'vitest.e2e.config.ts');
  }
}

if (failures.length > 0) console.log(`\nFailed:\n${failures.map((failure) => `- ${failure}`).join('\n')}`);

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
  const { numPassedTests, numFailedTests, numPendingTests, numFailedTestSuites, testResults } = readReport(report);
  count({ passed: numPassedTests, failed: numFailedTests, skipped: numPendingTests });
  for (const file of testResults) {
    for (const test of file.assertionResults) {
      if (test.status === 'failed')
        failures.push(`${file.name}: ${test.fullName}\n  ${start(test.failureMessages[0])}`);
    }
    if (file.status === 'failed' && file.message !== '') failures.push(`${file.name}\n  ${start(file.message)}`);
  }
  // A file that cannot be loaded, or an error outside any test, fails the run without a failed test.
  if (status !== 0 && numFailedTests === 0) {
    count({ failed: Math.max(1, numFailedTestSuites) });
    failures.push(`${name}: an error outside any test`);
  }
}

async function runStep(name: string, args: readonly string[]): Promise<void> {
  if ((await run('npm', args)) === 0) count({ passed: 1 });
  else fail(name);
}

function fail(what: string): void {
  count({ failed: 1 });
  failures.push(what);
}

function start(message = ''): string {
  return message.split('\n').slice(0, 6).join('\n  ').slice(0, 800);
}

function readReport(path: string): Report {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return { numPassedTests: 0, numFailedTests: 0, numPendingTests: 0, numFailedTestSuites: 1, testResults: [] };
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

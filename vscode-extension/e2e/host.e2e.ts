import { expect, it } from 'vitest';
import { runHostSuites } from '../test/rig/host-run.ts';

it('the suites pass in a real extension host', async () => {
  const { passed, report } = await runHostSuites();
  console.log(report);
  expect(passed, report).toBe(true);
}, 600_000);

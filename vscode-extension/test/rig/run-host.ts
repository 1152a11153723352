/** `node test/rig/run-host.ts [part of a title]`: the suites of `test/host`, while one works on them. */
import process from 'node:process';
import { runHostSuites } from './host-run.ts';

const { passed, report } = await runHostSuites(process.argv[2]);
console.log(report);
process.exitCode = passed ? 0 : 1;

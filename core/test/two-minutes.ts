/** The same with the real keep-alive and two real minutes alone: `node --conditions=draftroom-source two-minutes.ts`. */
import { runStockProviders } from './stock-processes.ts';

let failed = 0;
const runs = (
  [
    ['2', '3'],
    ['3', '2'],
  ] as const
).map(async (versions) => {
  const { disturbances, texts } = await runStockProviders({ versions, aloneFor: 125_000 });
  const passed = disturbances.length === 0 && texts.every((text) => text === 'one two!');
  if (!passed) failed += 1;
  console.log(
    `${passed ? 'passed' : 'FAILED'}: y-websocket ${versions[0]}.x alone for two minutes, then with ${versions[1]}.x`,
  );
  if (!passed) console.log({ disturbances, texts });
});
await Promise.all(runs);
console.log(`${runs.length - failed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

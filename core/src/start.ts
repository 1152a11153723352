/** One process with everything in it, or one of several over PostgreSQL and Redis. */
import { join } from 'node:path';
import process from 'node:process';
import { openHub } from './hub.ts';
import { runJobs } from './jobs.ts';
import { createDrawingWork } from './modules/documents/drawings/drawing-thread.ts';
import { readConfig } from './platform/config.ts';
import { createLogger } from './platform/logger.ts';
import { type DemoAccess, demoAccess, seedDemo } from './seed.ts';
import { warmUp } from './sync/warm-up.ts';
import { threadFile } from './thread-file.ts';

const oldestNode = 24;

async function main(): Promise<void> {
  if (Number(process.versions.node.split('.')[0]) < oldestNode) {
    throw new Error(`Node ${oldestNode} or newer is needed; this is ${process.version}. Start with: npm start`);
  }
  const config = readConfig(process.env);
  const logger = createLogger(config.logLevel);
  const demo = await demoAccess(config);
  const hub = await openHub(
    { config, logger, fileThread: threadFile('file-thread'), demoAccounts: [...(demo?.accounts ?? [])] },
    join(import.meta.dirname, '../../web/dist'),
  );
  const drawings = createDrawingWork(threadFile('drawing-thread'));
  stopOnSignals(async () => {
    await hub.close();
    await drawings.close();
  });
  if (config.mode === 'embedded') await runJobs(hub, drawings);
  const publishDemo = demo === null ? null : await seedDemo(hub, demo);
  warmUp();
  await hub.listen();
  console.log(`\nDraftroom is at ${config.publicUrl}\n`);
  if (demo !== null) printDemo(demo);
  // A hub that is stopped meanwhile goes on with it at its next start.
  publishDemo?.().catch((error: unknown) => logger.warn({ err: error }, 'the demo designs could not be published'));
}

function printDemo({ accounts, password }: DemoAccess): void {
  console.log(`Demo accounts, all with the password ${password}`);
  for (const { name, email } of accounts) console.log(`  ${email.padEnd(32)} ${name}`);
  console.log('');
}

/** The first signal lets everything finish; a second one does not wait. */
function stopOnSignals(close: () => Promise<void>): void {
  let stopping = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (stopping) process.exit(1);
      stopping = true;
      close().then(
        () => process.exit(0),
        (error: unknown) => fail(error),
      );
    });
  }
}

function fail(error: unknown): never {
  console.error(`draftroom: ${error instanceof Error ? error.message : String(error)}`);
  process.exit(1);
}

main().catch(fail);

/** `npm run seed`: the demo community into a hub that has nobody yet and is not running. */
import process from 'node:process';
import { openHubCore } from './hub.ts';
import { readConfig } from './platform/config.ts';
import { createLogger } from './platform/logger.ts';
import { demoAccess, seedDemo } from './seed.ts';
import { threadFile } from './thread-file.ts';

async function main(): Promise<void> {
  const config = readConfig({ ...process.env, DRAFTROOM_SEED: 'demo' });
  const demo = await demoAccess(config);
  if (demo === null) throw new Error('this hub has people already; the demo community is for a new one');
  const hub = await openHubCore({ config, logger: createLogger('warn'), fileThread: threadFile('file-thread') });
  await seedDemo(hub, demo);
  await hub.close();
  console.log(`${demo.accounts.length} demo accounts, all with the password ${demo.password}`);
}

main().catch((error: unknown) => {
  console.error(`draftroom: ${error instanceof Error ? error.message : String(error)}`);
  process.exit(1);
});

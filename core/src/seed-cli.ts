/**
 * `npm run seed`: the demo community into a hub that has nobody yet and is not running. `npm run seed -- --scale 5000`:
 * so many made designs, with people who like and follow each other, into the hub that the configuration names; an
 * embedded one must not be running. Another `--seed` makes another community.
 */
import process from 'node:process';
import { parseArgs } from 'node:util';
import { type HubCore, openHubCore } from './hub.ts';
import { type Config, readConfig } from './platform/config.ts';
import { createLogger } from './platform/logger.ts';
import { seedMade } from './seed/made.ts';
import { demoAccess, seedDemo } from './seed.ts';
import { threadFile } from './thread-file.ts';

const { values } = parseArgs({ options: { scale: { type: 'string' }, seed: { type: 'string', default: '1' } } });

async function main(): Promise<void> {
  if (values.scale === undefined) await seedDemoCommunity();
  else await seedScale(Number(values.scale), Number(values.seed));
}

async function seedDemoCommunity(): Promise<void> {
  const config = readConfig({ ...process.env, DRAFTROOM_SEED: 'demo' });
  const demo = await demoAccess(config);
  if (demo === null) throw new Error('this hub has people already; the demo community is for a new one');
  await inHub(config, async (hub) => (await seedDemo(hub, demo))());
  console.log(`${demo.accounts.length} demo accounts, all with the password ${demo.password}`);
}

async function seedScale(designs: number, seed: number): Promise<void> {
  if (!Number.isInteger(designs) || designs < 1 || designs > 1_000_000) {
    throw new Error('--scale is a number of designs, from 1 to 1000000');
  }
  await inHub(readConfig(process.env), (hub) => seedMade(hub, { designs, seed, progress: console.log }));
}

async function inHub(config: Config, work: (hub: HubCore) => Promise<void>): Promise<void> {
  const hub = await openHubCore({ config, logger: createLogger('warn'), fileThread: threadFile('file-thread') });
  try {
    await work(hub);
  } finally {
    await hub.close();
  }
}

main().catch((error: unknown) => {
  console.error(`draftroom: ${error instanceof Error ? error.message : String(error)}`);
  process.exit(1);
});

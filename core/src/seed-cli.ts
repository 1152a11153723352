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
import { writeCommunity } from './seed/bulk.ts';
import { makeCommunity } from './seed/community.ts';
import { makeStock } from './seed/stock.ts';
import { demoAccess, seedDemo } from './seed.ts';
import { threadFile } from './thread-file.ts';

const { values } = parseArgs({ options: { scale: { type: 'string' }, seed: { type: 'string', default: '1' } } });

async function main(): Promise<void> {
  if (values.scale === undefined) await seedDemoCommunity();
  else await seedMade(Number(values.scale), Number(values.seed));
}

async function seedDemoCommunity(): Promise<void> {
  const config = readConfig({ ...process.env, DRAFTROOM_SEED: 'demo' });
  const demo = await demoAccess(config);
  if (demo === null) throw new Error('this hub has people already; the demo community is for a new one');
  await inHub(config, async (hub) => (await seedDemo(hub, demo))());
  console.log(`${demo.accounts.length} demo accounts, all with the password ${demo.password}`);
}

async function seedMade(designs: number, seed: number): Promise<void> {
  if (!Number.isInteger(designs) || designs < 1 || designs > 1_000_000) {
    throw new Error('--scale is a number of designs, from 1 to 1000000');
  }
  await inHub(readConfig(process.env), (hub) => writeMade(hub, designs, seed));
}

async function inHub(config: Config, work: (hub: HubCore) => Promise<void>): Promise<void> {
  const hub = await openHubCore({ config, logger: createLogger('warn'), fileThread: threadFile('file-thread') });
  try {
    await work(hub);
  } finally {
    await hub.close();
  }
}

async function writeMade({ modules, database, parts }: HubCore, designs: number, seed: number): Promise<void> {
  const { uploads, discovery } = modules.services;
  const people = Math.max(5, Math.round(designs / 20));
  const community = makeCommunity(seed, { designs, people, reactions: designs * 10 }, parts.clock.now());
  const posters = Math.min(96, Math.max(8, Math.round(designs / 4)));
  const stock = await makeStock(uploads, seed, { image: posters, drawing: 12, model: 12, code: 8 });
  console.log(`${posters} posters, 12 drawings, 12 models, 8 pages`);
  await writeCommunity(database.raw, community, { stock, progress: console.log });
  await discovery.upkeep.recount();
  await discovery.upkeep.refreshNeighbours(new AbortController().signal);
}

main().catch((error: unknown) => {
  console.error(`draftroom: ${error instanceof Error ? error.message : String(error)}`);
  process.exit(1);
});

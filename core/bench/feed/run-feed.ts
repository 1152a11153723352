/**
 * `npm run bench -- feed [--designs 100000 --people 5000 --reactions 1000000 --calls 200 --only search --small 10000
 * --database postgres://…]`: fills a private PostgreSQL, or the database named unless it is full already, then PGlite
 * with the small number; asks the real services, prints what calls take and keeps the plans of their statements in
 * `plans/`.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { type Database, type DatabaseHandle, openEmbedded, openPostgres } from '@draftroom/drizzle/client';
import { PostgresClient } from '../../../drizzle/postgres.ts';
import { createChance } from '../../src/contract/chance.ts';
import { createAssetLinks } from '../../src/modules/designs/asset-links.ts';
import { createDesignsRepo } from '../../src/modules/designs/repo.ts';
import { cardsByIds } from '../../src/modules/designs/service/view.ts';
import { createDiscoveryService, type DiscoveryService } from '../../src/modules/discovery/service.ts';
import { createAversions } from '../../src/modules/moderation/aversions.ts';
import { createCursors } from '../../src/platform/cursors.ts';
import { writeCommunity } from '../../src/seed/bulk.ts';
import { type MadeCommunity, makeCommunity } from '../../src/seed/community.ts';
import { createTestPostgres } from '../../src/testing/postgres.ts';
import { createNotificationScenarios, writeNotifications } from './notifications.ts';
import { createRecording, type Recording } from './recording.ts';
import { createScenarios, type Scenario } from './scenarios.ts';

const { values } = parseArgs({
  options: {
    designs: { type: 'string', default: '100000' },
    people: { type: 'string', default: '5000' },
    reactions: { type: 'string', default: '1000000' },
    calls: { type: 'string', default: '200' },
    small: { type: 'string', default: '10000' },
    only: { type: 'string', default: '' },
    database: { type: 'string' },
  },
});
const now = Date.parse('2026-11-01T12:00:00Z');
const size = { designs: Number(values.designs), people: Number(values.people), reactions: Number(values.reactions) };
const calls = Number(values.calls);
const plans = join(import.meta.dirname, '../plans');
mkdirSync(plans, { recursive: true });

console.log(`${cpus()[0]?.model ?? ''}, ${cpus().length} cores, Node ${process.version}`);
await onPostgres();
if (Number(values.small) > 0) await onPglite();

async function onPostgres(): Promise<void> {
  const { database } = values;
  const server = database === undefined ? await createTestPostgres() : { url: database, drop: async () => {} };
  const handle = await openPostgres(server.url, { max: 4 });
  const client = await PostgresClient.open(server.url, { max: 4 });
  try {
    const community = makeCommunity(1, size, now);
    const recording = createRecording(client);
    const discovery = serviceOver(recording.db);
    if (await isEmpty(handle)) {
      await fill(handle, community);
      await time('neighbours', async () =>
        console.log(`${await discovery.upkeep.refreshNeighbours(signal())} designs`),
      );
      await handle.raw.exec('vacuum analyze');
    }
    const scenarios = chosen(scenariosOver(recording.db, discovery, community));
    console.log(`\nPostgreSQL, ${size.designs} designs, ${size.reactions} reactions, ${size.people} people; ms`);
    const cpu = () => serverCpu(handle);
    for (const scenario of scenarios) await measure(scenario, cpu);
    for (const scenario of scenarios) await keepPlans(handle, recording, scenario);
  } finally {
    await client.close();
    await handle.close();
    await server.drop();
  }
}

async function onPglite(): Promise<void> {
  const handle = await openEmbedded({ memory: true });
  try {
    const designs = Number(values.small);
    const share = designs / size.designs;
    const community = makeCommunity(1, { designs, people: 500, reactions: Math.round(size.reactions * share) }, now);
    await fill(handle, community);
    const discovery = serviceOver(handle.db);
    await time('neighbours', () => discovery.upkeep.refreshNeighbours(signal()));
    await handle.raw.exec('analyze');
    console.log(`\nPGlite, ${designs} designs; ms`);
    for (const scenario of chosen(scenariosOver(handle.db, discovery, community)))
      await measure({ ...scenario, target: null }, async () => 0);
  } finally {
    await handle.close();
  }
}

function chosen(scenarios: readonly Scenario[]): Scenario[] {
  return scenarios.filter(({ name }) => name.includes(values.only));
}

function scenariosOver(db: Database, discovery: DiscoveryService, community: MadeCommunity): Scenario[] {
  return [...createScenarios(discovery, community), ...createNotificationScenarios(db, community, now)];
}

function serviceOver(db: Database): DiscoveryService {
  const clock = { now: () => now };
  const links = createAssetLinks({ key: new Uint8Array(32), clock });
  const cards = { repo: createDesignsRepo(db), deps: { links } };
  return createDiscoveryService({
    db,
    clock,
    cursors: createCursors(new Uint8Array(32)),
    designs: { cards: (viewerId, ids) => cardsByIds(cards, viewerId, ids) },
    safety: createAversions(db),
  });
}

async function isEmpty({ raw }: DatabaseHandle): Promise<boolean> {
  const { rows } = await raw.query('select 1 from designs limit 1');
  return rows.length === 0;
}

async function fill(handle: DatabaseHandle, community: MadeCommunity): Promise<void> {
  await time('filling', () => writeCommunity(handle.raw, community, { progress: console.log }));
  await time('notifications', () => writeNotifications(handle.raw, now));
  await time('counting words and tags', () => serviceOver(handle.db).upkeep.recount());
  await handle.raw.exec('analyze');
}

/** Milliseconds that all processes of the server have worked. */
async function serverCpu({ raw }: DatabaseHandle): Promise<number> {
  const { rows } = await raw.query('select pid from pg_stat_activity');
  const ticks = rows.map(({ pid }) => {
    const fields =
      readFileSync(`/proc/${String(pid)}/stat`, 'utf8')
        .split(') ')[1]
        ?.split(' ') ?? [];
    return Number(fields[11]) + Number(fields[12]);
  });
  return ticks.reduce((sum, ticksOfOne) => sum + ticksOfOne, 0) * 10;
}

/** Without a target it is only told. */
async function measure(
  { name, target, run }: Omit<Scenario, 'target'> & { readonly target: number | null },
  databaseCpu: () => Promise<number>,
): Promise<void> {
  const chance = createChance(7);
  for (let call = 0; call < 20; call++) await run(chance);
  const took: number[] = [];
  const [own, server] = [process.cpuUsage(), await databaseCpu()];
  for (let call = 0; call < calls; call++) {
    const began = performance.now();
    await run(chance);
    took.push(performance.now() - began);
  }
  const { user, system } = process.cpuUsage(own);
  const cpu = [(user + system) / 1_000 / calls, ((await databaseCpu()) - server) / calls];
  took.sort((a, b) => a - b);
  const at = (part: number) => took[Math.min(took.length - 1, Math.floor(took.length * part))] ?? Number.NaN;
  const figures = [0.5, 0.95, 0.99].map((part) => at(part).toFixed(1).padStart(8)).join('');
  const judged = target === null ? '' : `≤ ${target}${at(0.95) > target ? '  MISSED' : ''}`;
  console.log(`  ${name.padEnd(40)}${figures}  CPU ${cpu.map((ms) => ms.toFixed(1)).join(' + ')}  ${judged}`);
}

async function keepPlans(handle: DatabaseHandle, recording: Recording, scenario: Scenario): Promise<void> {
  const statements = await recording.statementsOf(() => scenario.run(createChance(11)));
  const texts: string[] = [];
  for (const { text, params } of statements.filter((statement) => /^\s*(select|with)/i.test(statement.text))) {
    const { rows } = await handle.raw.query(`explain (analyze, costs off, timing off, summary on) ${text}`, params);
    texts.push(`${text}\n\n${rows.map((row) => String(row['QUERY PLAN'])).join('\n')}`);
  }
  const file = scenario.name
    .replace(/[^a-z0-9]+/gi, '-')
    .replace(/-$/, '')
    .toLowerCase();
  writeFileSync(join(plans, `${file}.txt`), `${texts.join('\n\n----\n\n')}\n`);
}

async function time(what: string, work: () => Promise<unknown>): Promise<void> {
  const began = performance.now();
  await work();
  console.log(`${what}: ${((performance.now() - began) / 1_000).toFixed(1)} s`);
}

function signal(): AbortSignal {
  return new AbortController().signal;
}

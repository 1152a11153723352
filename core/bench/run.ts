/**
 * `npm run bench [-- --rounds 3 --only saturated --servers draftroom,y-websocket --profile <folder>]`: our sync engine
 * beside its peers, in interleaved rounds on this machine. Peers are installed into `.cache/bench`, never into the
 * workspace. Prints tables with ratios, writes `.cache/bench/results.json`.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { coldLoad, idleConnections, quietDocument } from './at-rest.ts';
import type { Load } from './load.ts';
import { type Measured, measure } from './measure.ts';
import * as servers from './processes.ts';
import { cache, installPeers, type Peer } from './processes.ts';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    only: { type: 'string' },
    servers: { type: 'string' },
    profile: { type: 'string' },
  },
});
const rounds = Number(values.rounds);
mkdirSync(cache, { recursive: true });
const { sqlite } = installPeers();

/** Figures by name. What a target is about comes first. */
type Figures = Readonly<Record<string, number | null>>;

interface Scenario {
  readonly name: string;
  readonly peers: readonly Peer[];
  run(peer: Peer): Promise<Figures>;
}

const inMemory = [servers.draftroom, servers.yWebsocket, servers.hocuspocus];
const persistent = [servers.draftroom, servers.yLeveldb, ...(sqlite ? [servers.hocuspocusSqlite] : [])];

interface Shape {
  readonly rooms: number;
  readonly peers: readonly Peer[];
  readonly load: Omit<Load, 'wire' | 'port' | 'documents' | 'withPresence' | 'pace'> & Partial<Load>;
}

function live(name: string, { rooms, load, peers }: Shape): Scenario {
  const run = async (peer: Peer) =>
    liveFigures(
      await measure({ peer, rooms, load: { withPresence: true, pace: null, ...load }, profile: values.profile }),
    );
  return { name, peers, run };
}

const fives = { clients: 5, typists: 5 };
const everybody = [...new Set([...inMemory, ...persistent, servers.uncompacted, servers.relay])];
const scenarios: readonly Scenario[] = [
  live('saturated 10 × 5', { rooms: 10, peers: everybody, load: { ...fives, edits: 500, warmUp: 200 } }),
  live('saturated 10 × 5, edits only', {
    rooms: 10,
    peers: everybody,
    load: { ...fives, edits: 500, warmUp: 200, withPresence: false },
  }),
  live('saturated 100 × 5', { rooms: 100, peers: inMemory, load: { ...fives, edits: 60, warmUp: 20 } }),
  live('saturated 1 × 100', {
    rooms: 1,
    peers: inMemory,
    load: { clients: 100, typists: 20, edits: 100, warmUp: 40 },
  }),
  live('paced 10 × 5', {
    rooms: 10,
    peers: [...new Set([...inMemory, ...persistent, servers.relay])],
    load: { ...fives, edits: 60, warmUp: 600, pace: 6 },
  }),
  {
    name: 'idle connections',
    peers: inMemory,
    run: async (peer) => ({ 'KiB a connection': await idleConnections(peer) }),
  },
  {
    name: 'quiet document of 311 KB',
    peers: inMemory,
    run: async (peer) => ({ 'MiB a document with 2 connections': await quietDocument(peer) }),
  },
  { name: 'cold load', peers: persistent, run: (peer) => coldFigures(peer, false) },
  {
    name: 'cold load with 10,000 edits',
    peers: [servers.uncompacted, ...persistent],
    run: (peer) => coldFigures(peer, true),
  },
];

const results = [];
for (const scenario of scenarios) {
  if (values.only !== undefined && !scenario.name.includes(values.only)) continue;
  const { peers } = scenario;
  const chosen = peers.filter(({ name }) => values.servers?.split(',').includes(name) ?? true);
  const runs = new Map<Peer, Figures[]>(chosen.map((peer) => [peer, []]));
  const loads: number[] = [];
  for (let round = 0; round < rounds; round++) {
    for (const peer of chosen) {
      loads.push(loadavg()[0] ?? 0);
      runs.get(peer)?.push(await scenario.run(peer));
    }
  }
  results.push({ scenario: scenario.name, loadAverages: loads, servers: summary(runs) });
  print(scenario.name, runs);
}
const report = {
  at: new Date().toISOString(),
  node: process.version,
  cpu: cpus()[0]?.model,
  cores: cpus().length,
  rounds,
  results,
};
writeFileSync(join(cache, 'results.json'), `${JSON.stringify(report, null, 2)}\n`);

function liveFigures(run: Measured): Figures {
  if (!run.converged) throw new Error('the clients did not converge');
  const entries = run.arrived.presence + run.delivered.edits;
  return {
    'CPU s per 100k': (run.cpu / (run.delivered.edits + run.delivered.presence)) * 1e5,
    'per 100k that arrived': (run.cpu / entries) * 1e5,
    'presence arrived %': run.delivered.presence === 0 ? null : (100 * run.arrived.presence) / run.delivered.presence,
    'update frames': run.arrived.updates,
    'latency p50': quantile(run.latency, 0.5),
    p95: quantile(run.latency, 0.95),
    p99: quantile(run.latency, 0.99),
    'ack p50': quantile(run.acks, 0.5),
    'ack p95': quantile(run.acks, 0.95),
    'ack p99': quantile(run.acks, 0.99),
    'load CPU s': run.loadCpu,
  };
}

async function coldFigures(peer: Peer, edits: boolean): Promise<Figures> {
  const figures = await coldLoad(peer, edits);
  return {
    'CPU ms': figures.cpu,
    'warm CPU ms': figures.warmCpu,
    'synced ms': figures.syncedAfter,
    '% there when synced': 100 * figures.shareWhenSynced,
    'complete ms': figures.completeAfter,
    'CPU s of the edits': edits ? figures.editsCpu : null,
  };
}

function summary(runs: ReadonlyMap<Peer, readonly Figures[]>): object {
  return Object.fromEntries([...runs].map(([peer, all]) => [peer.name, { medians: medians(all), runs: all }] as const));
}

function medians(all: readonly Figures[]): Figures {
  const names = Object.keys(all[0] ?? {});
  return Object.fromEntries(names.map((name) => [name, median(all.map((figures) => figures[name] ?? null))]));
}

function print(name: string, runs: ReadonlyMap<Peer, readonly Figures[]>): void {
  const [first = []] = runs.values();
  const [main = ''] = Object.keys(first[0] ?? {});
  const base = medians(first)[main] ?? Number.NaN;
  console.log(`\n${name} (medians of ${rounds}; ratio: ours / theirs of "${main}")`);
  for (const [peer, all] of runs) {
    const middle = medians(all);
    const spread = all.map((figures) => show(figures[main] ?? null)).join(' ');
    const rest = Object.entries(middle)
      .filter(([key, value]) => key !== main && value !== null)
      .map(([key, value]) => `${key} ${show(value)}`)
      .join(' · ');
    const ratio = (base / (middle[main] ?? Number.NaN)).toFixed(2);
    console.log(`  ${peer.name.padEnd(24)} ${show(middle[main] ?? null)} (${spread}) ratio ${ratio} · ${rest}`);
  }
}

function show(value: number | null): string {
  if (value === null) return '–';
  return value >= 1_000 ? value.toFixed(0) : value.toPrecision(3);
}

function quantile(values: readonly number[], part: number): number | null {
  if (values.length === 0) return null;
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? null;
}

function median(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null).sort((a, b) => a - b);
  return known[Math.floor(known.length / 2)] ?? null;
}

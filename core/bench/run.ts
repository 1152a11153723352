/**
 * `npm run bench [-- --rounds 3 --only saturated]`: our sync engine beside its peers, in interleaved rounds on this
 * machine. Peers are installed into `.cache/bench`, never into the workspace. Prints a table and writes JSON.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { newId } from '../src/contract/ids.ts';
import type { Wire } from './client.ts';
import type { Load } from './load.ts';
import { type Measured, measure } from './measure.ts';

interface Scenario {
  readonly name: string;
  readonly rooms: number;
  readonly load: Omit<Load, 'wire' | 'port' | 'documents'>;
}

const saturated = { withPresence: true, pace: null } as const;
const scenarios: readonly Scenario[] = [
  { name: 'saturated 10 × 5', rooms: 10, load: { ...saturated, clients: 5, typists: 5, edits: 500, warmUp: 200 } },
  {
    name: 'saturated 10 × 5, edits only',
    rooms: 10,
    load: { ...saturated, withPresence: false, clients: 5, typists: 5, edits: 500, warmUp: 200 },
  },
  { name: 'saturated 100 × 5', rooms: 100, load: { ...saturated, clients: 5, typists: 5, edits: 60, warmUp: 20 } },
  { name: 'saturated 1 × 100', rooms: 1, load: { ...saturated, clients: 100, typists: 20, edits: 100, warmUp: 40 } },
  {
    name: 'paced 10 × 5',
    rooms: 10,
    load: { clients: 5, typists: 5, edits: 60, warmUp: 600, withPresence: true, pace: 6 },
  },
];

const allServers: readonly Wire[] = ['draftroom', 'y-websocket', 'hocuspocus', 'relay'];
const cache = join(import.meta.dirname, '../../.cache/bench');
const peers = ['y-websocket@2.1.0', '@hocuspocus/server@4.7.0', 'yjs@13.6.33', 'ws@6.2.7'];

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    only: { type: 'string' },
    servers: { type: 'string' },
    profile: { type: 'string' },
  },
});
const servers = allServers.filter((wire) => values.servers?.split(',').includes(wire) ?? true);
const rounds = Number(values.rounds);
const chosen = scenarios.filter(({ name }) => values.only === undefined || name.includes(values.only));
installPeers();
const results = [];
for (const scenario of chosen) {
  const runs = new Map<Wire, Measured[]>(servers.map((wire) => [wire, []]));
  for (let round = 0; round < rounds; round++) {
    for (const wire of servers) {
      const documents = Array.from({ length: scenario.rooms }, () => newId());
      runs.get(wire)?.push(await measure({ wire, cache, documents, load: scenario.load, profile: values.profile }));
    }
  }
  results.push({
    scenario: scenario.name,
    servers: Object.fromEntries([...runs].map(([wire, all]) => [wire, summary(all)])),
  });
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
mkdirSync(cache, { recursive: true });
writeFileSync(join(cache, 'results.json'), `${JSON.stringify(report, null, 2)}\n`);

function installPeers(): void {
  if (existsSync(join(cache, 'node_modules/@hocuspocus/server'))) return;
  mkdirSync(cache, { recursive: true });
  writeFileSync(join(cache, 'package.json'), '{"private":true}\n');
  execFileSync('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts', ...peers], {
    cwd: cache,
    stdio: 'inherit',
  });
}

function summary(runs: readonly Measured[]) {
  const all = (pick: (run: Measured) => number) => runs.map(pick);
  return {
    cpuPer100k: all(({ cpuPer100k }) => cpuPer100k),
    median: median(all(({ cpuPer100k }) => cpuPer100k)),
    delivered: all(({ delivered }) => delivered),
    converged: runs.every((run) => run.converged),
    latency: quantiles(runs.flatMap(({ latency }) => latency)),
    acks: quantiles(runs.flatMap(({ acks }) => acks)),
  };
}

function print(name: string, runs: ReadonlyMap<Wire, readonly Measured[]>): void {
  console.log(`\n${name}: server CPU seconds per 100,000 delivered messages, median of ${rounds}`);
  const base = summary(runs.get('draftroom') ?? []).median;
  for (const [wire, all] of runs) {
    const { median: middle, cpuPer100k, converged, latency, acks } = summary(all);
    const { arrived, seconds, loadCpu, delivered: nominal } = all[0] as Measured;
    const spread = cpuPer100k.map((figure) => figure.toFixed(2)).join(' ');
    const ratio = (base / middle).toFixed(2);
    console.log(
      `  ${wire.padEnd(12)} ${middle.toFixed(3)}  (${spread})  ours/this ${ratio}  of ${nominal}: ${JSON.stringify(arrived)} in ${seconds.toFixed(1)} s, load ${loadCpu.toFixed(1)} s` +
        `${converged ? '' : '  DID NOT CONVERGE'}${latency ? `  latency ${latency}` : ''}${acks ? `  ack ${acks}` : ''}`,
    );
  }
}

function quantiles(values: readonly number[]): string | null {
  if (values.length === 0) return null;
  const sorted = [...values].sort((a, b) => a - b);
  const at = (part: number) => (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0).toFixed(1);
  return `p50 ${at(0.5)} p95 ${at(0.95)} p99 ${at(0.99)} ms`;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

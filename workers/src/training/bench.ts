/**
 * `npm run bench -w workers`: the time of one drawing (p50, p99; a drawing of one stroke and of several) and the
 * accuracy tables of the shipped weights. Figures are of this machine and of this moment.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readModel } from '../recognition/model.ts';
import { recognizePaths } from '../recognition/recognize.ts';
import { type Drawing, figuresOf, judge } from './judge.ts';
import { testSets } from './sets.ts';
import { readStrokes } from './strokes-data.ts';
import { accuracyTable } from './tables.ts';

const model = readModel(readFileSync(join(import.meta.dirname, '../../models/shapes.weights')));
const sets = testSets([...readStrokes('quickdraw'), ...readStrokes('omniglot')], true);
console.log(`weights ${model.version}\n`);

const own = sets.get('own generator') ?? [];
const single = own.filter(({ paths }) => paths.length === 1);
const several = own.filter(({ paths }) => paths.length > 1);
console.log('| one drawing | p50 ms | p99 ms |\n|---|---|---|');
for (const [name, drawings] of [
  ['one stroke', single],
  ['several strokes', several],
] as const) {
  const [p50, p99] = times(drawings);
  console.log(`| ${name} | ${p50} | ${p99} |`);
}
const figures = [...sets].map(([name, set]) => [name, figuresOf(set.map((drawing) => judge(drawing, model)))] as const);
console.log(`\n${accuracyTable(figures)}`);

function times(drawings: readonly Drawing[]): [string, string] {
  for (const { paths } of drawings.slice(0, 200)) recognizePaths(paths, model);
  const taken = drawings.map(({ paths }) => {
    const began = performance.now();
    recognizePaths(paths, model);
    return performance.now() - began;
  });
  taken.sort((a, b) => a - b);
  const at = (share: number) => (taken[Math.floor(share * (taken.length - 1))] ?? 0).toFixed(2);
  return [at(0.5), at(0.99)];
}

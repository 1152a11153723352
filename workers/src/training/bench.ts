/**
 * `npm run bench -w workers`: the time of one drawing (p50, p99; a drawing of one stroke and of several) and the
 * accuracy tables of the shipped weights. Figures are of this machine and of this moment.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readModel } from '../recognition/model.ts';
import { figuresOf, judge } from './judge.ts';
import { testSets } from './sets.ts';
import { readStrokes } from './strokes-data.ts';
import { accuracyTable } from './tables.ts';
import { timeTable } from './timing.ts';

const model = readModel(readFileSync(join(import.meta.dirname, '../../models/shapes.weights')));
const sets = testSets([...readStrokes('quickdraw'), ...readStrokes('omniglot')], true);
console.log(`weights ${model.version}\n`);

const own = sets.get('own generator') ?? [];
console.log(timeTable(own, model));
const figures = [...sets].map(([name, set]) => [name, figuresOf(set.map((drawing) => judge(drawing, model)))] as const);
console.log(`\n${accuracyTable(figures)}`);

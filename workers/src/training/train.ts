/**
 * `npm run train -w workers [-- --steps 5000,2400 --seed 20 --without quickdraw --out <name> --from <weights>]`: trains
 * in two parts, calibrates, and writes `workers/models/<name>.weights` with what made them beside it; `card.ts`
 * judges them and makes the model card. The first part leaves its weights in the file, so that `--from` can go on with
 * the second; the second begins with what the file holds either way, and gives the same weights. `--calibrate-only`
 * leaves the weights as they are and chooses what turns them into answers anew.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { liesOn } from '../recognition/recognize.ts';
import { isClean } from '../recognition/vocabulary.ts';
import { decodeWeights, type Weights } from '../recognition/weights.ts';
import { startTensors } from '../tensors/start-tensors.ts';
import { byShape, type Source } from './batches.ts';
import { calibrate, packed } from './calibrate.ts';
import { learn } from './learn.ts';
import { Random } from './random.ts';
import { validationSets } from './sets.ts';
import { mayBeFigure, type RealDrawing, readStrokes } from './strokes-data.ts';

const { values } = parseArgs({
  options: {
    steps: { type: 'string', default: '5000,2400' },
    seed: { type: 'string', default: '20' },
    without: { type: 'string' },
    out: { type: 'string', default: 'shapes' },
    from: { type: 'string' },
    'calibrate-only': { type: 'boolean', default: false },
  },
});
const [first = 0, second = 0] = values.steps.split(',').map(Number);
const seed = Number(values.seed);
const withDoodles = values.without !== 'quickdraw';
const version = `${values.out}-${seed}-${first}-${second}`;
const folder = join(import.meta.dirname, '../../models');
const target = join(folder, `${values.out}.weights`);
const record = join(folder, `${values.out}.jsonl`);

await startTensors();
const began = process.cpuUsage();
const seconds = () => Math.round(process.cpuUsage(began).user / 1e6);
const real = [...readStrokes('quickdraw'), ...readStrokes('omniglot')];
const drawings = real
  .filter(({ part, source }) => part === 'train' && (withDoodles || source !== 'quickdraw'))
  .filter((drawing) => !mayBeFigure(drawing) && teaches(drawing))
  // There are seven times as many doodles as letters, and letters are nearer to figures.
  .flatMap((drawing) => (withDoodles && drawing.source === 'omniglot' ? [drawing, drawing, drawing] : [drawing]));
const source: Source = {
  others: 0.27,
  real: 0.3,
  realOthers: withDoodles ? 0.4 : 0.15,
  drawings: byShape(drawings),
};

const { run, weights } = values['calibrate-only'] ? before() : trained();
const calibration = calibrate(run.version, weights, validationSets(real, withDoodles));
writeFileSync(target, packed(run.version, weights, calibration));
const made = { ...run, calibration };
writeFileSync(record, `${JSON.stringify(made)}\n`);
console.log(made);

interface Made {
  readonly run: { readonly version: string; readonly seed: number; readonly steps: number; readonly seconds: number };
  readonly weights: Weights;
}

function before(): Made {
  return { run: JSON.parse(readFileSync(record, 'utf8')), weights: decodeWeights(readFileSync(target)).weights };
}

function trained(): Made {
  if (values.from === undefined) {
    const begun = part({ steps: first, fall: 3 * first, rate: 2e-3, chance: seed }, null);
    writeFileSync(target, packed(version, begun, { temperature: 1, thresholds: [] }));
  }
  const begun = decodeWeights(readFileSync(values.from ?? target)).weights;
  const weights = part({ steps: second, fall: second, rate: 8e-4, chance: seed + 1 }, begun);
  return { run: { version, seed, steps: first + second, seconds: seconds() }, weights };
}

/** What nobody would take for its word, or what would be left alone anyway, teaches nothing about a figure. */
function teaches({ shape, known, paths }: RealDrawing): boolean {
  return !isClean(shape) || (known && liesOn(shape, paths));
}

function part(
  { steps, fall, rate, chance }: { steps: number; fall: number; rate: number; chance: number },
  start: Weights | null,
): Weights {
  return learn(
    {
      steps,
      fall,
      rate,
      first: 4_000,
      batch: 128,
      random: new Random(chance),
      source,
      report: (step, loss) =>
        console.log(`step ${step} of ${steps}: loss ${loss.toFixed(3)}, ${seconds()} s of processor`),
    },
    start,
  );
}

/**
 * Grouping asks about one drawing after the other. Which strokes it asks about hardly depends on the answers, so it is
 * run on guesses first, what it asked is answered in batches, and it is run again until it asks nothing new.
 */
import { createHash } from 'node:crypto';
import { type Group, group } from '../recognition/group.ts';
import type { Sample, Stroke } from '../recognition/ink.ts';
import type { Chance } from '../recognition/model.ts';
import { shapes } from '../recognition/vocabulary.ts';
import type { TensorModel } from './tensor-model.ts';

/** What few questions are left after these are answered one by one. */
const mostRounds = 4;

const guess: readonly Chance[] = shapes
  .map((shape) => ({ shape, chance: shape === 'other' ? 1 : 0 }))
  .sort((a, b) => b.chance - a.chance);

/** The same groups as `group` gives with the plain model. Throws `InkError`. */
export function groupInBatches(strokes: readonly Stroke[], model: TensorModel): Group[] {
  const known = new Map<string, Chance[]>();
  for (let round = 1; ; round++) {
    const asked = new Map<string, Sample>();
    const chances = (sample: Sample): Chance[] => {
      const key = keyOf(sample);
      const answer = known.get(key);
      if (answer !== undefined) return [...answer];
      if (round <= mostRounds) asked.set(key, sample);
      else return model.plain.chances(sample);
      return [...guess];
    };
    const groups = group(strokes, { ...model.plain, chances });
    if (asked.size === 0) return groups;
    const answers = model.chances([...asked.values()]);
    for (const [i, key] of [...asked.keys()].entries()) known.set(key, answers[i] ?? []);
  }
}

function keyOf({ strokes }: Sample): string {
  const numbers = strokes.flatMap((stroke) => [stroke.length, ...stroke.flatMap(({ x, y }) => [x, y])]);
  return createHash('sha1')
    .update(new Uint8Array(Float64Array.from(numbers).buffer))
    .digest('base64');
}

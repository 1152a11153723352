import process from 'node:process';
import { describe, expect, it } from 'vitest';
import { fuzzBinding } from './testing/binding-fuzz.ts';
import { mutants } from './testing/mutants.ts';

const seeds = Number(process.env.BINDING_SEEDS ?? 20);
const steps = Number(process.env.BINDING_STEPS ?? 2_000);

describe('two editors and a storm', () => {
  it(`[EDIT-1, EDIT-2, EDIT-4, EDIT-6] ${seeds} seeds of ${steps} steps end in one text, with every letter once`, {
    timeout: 300_000,
  }, async () => {
    const totals = { divergences: 0, typed: 0, applied: 0, refused: 0, settled: 0 };
    for (let seed = 1; seed <= seeds; seed++) {
      const report = await fuzzBinding({ seed, steps, undo: seed % 2 === 0 });
      expect(report.faults).toEqual([]);
      totals.divergences += report.faults.length;
      totals.typed += report.typed;
      totals.applied += report.applied;
      totals.refused += report.refused;
      totals.settled += report.settled;
    }
    console.log(`${seeds} seeds x ${steps} steps, ${JSON.stringify(totals)}`);
  });
});

describe('the fuzz notices a binding that', () => {
  for (const mutant of mutants) {
    it(mutant.name, { timeout: 60_000 }, async () => {
      const found: string[] = [];
      for (let seed = 1; seed <= 6 && found.length === 0; seed++) {
        const { faults } = await fuzzBinding({ seed, steps: 600, undo: seed % 2 === 0, mutant }).catch((error) => ({
          faults: [String(error)],
        }));
        found.push(...faults);
      }
      expect(found).not.toEqual([]);
    });
  }
});

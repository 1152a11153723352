/**
 * The seeds that a fuzz runs: `FUZZ_SEEDS=1000` that many (50 without), `FUZZ_SEED=7` one. A fuzz whose seeds take long
 * runs one in so many of them; `pinned` are those that have failed once.
 */
export function fuzzSeeds({ oneIn = 1, pinned = [] }: { oneIn?: number; pinned?: readonly number[] } = {}): number[] {
  const { FUZZ_SEED, FUZZ_SEEDS } = process.env;
  if (FUZZ_SEED !== undefined) return [Number(FUZZ_SEED)];
  const count = Math.ceil(Number(FUZZ_SEEDS ?? 50) / oneIn);
  return [...new Set([...pinned, ...Array.from({ length: count }, (_, i) => i + 1)])];
}

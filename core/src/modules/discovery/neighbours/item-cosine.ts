/**
 * Which designs the same people like: cosine between the sets of people, shrunk where few are in both. Numbers only,
 * so that it runs in a thread; one design at a time, so that nothing larger than its row is held.
 */

/** Likes as pairs of whole numbers; nobody likes the same thing twice in it. */
export interface Likes {
  readonly people: Int32Array;
  readonly designs: Int32Array;
  readonly peopleCount: number;
  readonly designCount: number;
}

export interface Neighbours {
  readonly design: number;
  readonly neighbours: Int32Array;
  /** Of each neighbour, falling, above 0 and up to 1. */
  readonly weights: Float32Array;
}

export interface CosineOptions {
  /** So many people in common make half of the cosine count. */
  readonly shrinkage?: number;
  readonly most?: number;
}

/** Whoever likes everything says nothing, and costs the square of what they like. */
const mostLikesOfOne = 1_000;

export function* itemNeighbours(
  likes: Likes,
  { shrinkage = 20, most = 20 }: CosineOptions = {},
): Generator<Neighbours> {
  const { designCount, peopleCount } = likes;
  const likers = grouped(likes.designs, likes.people, designCount);
  const liked = grouped(likes.people, likes.designs, peopleCount);
  const common = new Float64Array(designCount);
  const touched = new Int32Array(designCount);
  for (let design = 0; design < designCount; design++) {
    let count = 0;
    for (const person of of(likers, design)) {
      const theirs = of(liked, person);
      if (theirs.length > mostLikesOfOne) continue;
      for (const other of theirs) {
        if (other === design) continue;
        if (common[other] === 0) touched[count++] = other;
        common[other] = at(common, other) + 1;
      }
    }
    const own = of(likers, design).length;
    const found = [...touched.subarray(0, count)].map((other) => {
      const both = at(common, other);
      common[other] = 0;
      const cosine = both / Math.sqrt(own * of(likers, other).length);
      return { other, weight: (cosine * both) / (both + shrinkage) };
    });
    const best = found.sort((a, b) => b.weight - a.weight || a.other - b.other).slice(0, most);
    if (best.length === 0) continue;
    yield {
      design,
      neighbours: Int32Array.from(best, ({ other }) => other),
      weights: Float32Array.from(best, ({ weight }) => weight),
    };
  }
}

interface Grouped {
  readonly starts: Int32Array;
  readonly values: Int32Array;
}

/** All values of a key beside each other. */
function grouped(keys: Int32Array, values: Int32Array, count: number): Grouped {
  const starts = new Int32Array(count + 1);
  for (const key of keys) starts[key + 1] = at(starts, key + 1) + 1;
  for (let key = 0; key < count; key++) starts[key + 1] = at(starts, key + 1) + at(starts, key);
  const next = starts.slice();
  const sorted = new Int32Array(values.length);
  keys.forEach((key, index) => {
    const place = at(next, key);
    sorted[place] = at(values, index);
    next[key] = place + 1;
  });
  return { starts, values: sorted };
}

function of({ starts, values }: Grouped, key: number): Int32Array {
  return values.subarray(at(starts, key), at(starts, key + 1));
}

function at(numbers: Int32Array | Float64Array, index: number): number {
  return numbers[index] ?? 0;
}

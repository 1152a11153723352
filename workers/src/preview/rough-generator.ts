/** roughjs is CommonJS with the types of an ES module. */
import { createRequire } from 'node:module';
import type { Drawable, OpSet } from 'roughjs/bin/core.js';
import type { RoughGenerator } from 'roughjs/bin/generator.js';

const rough = createRequire(import.meta.url)('roughjs') as { generator(): RoughGenerator };

export const generator = rough.generator();

/** Path data with two digits after the point: half the bytes, and nobody can see more. */
export function pathData(set: OpSet): string {
  return generator.opsToPath(set, 2);
}

export type { Drawable };

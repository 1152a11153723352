import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Model, readModel } from '../recognition/model.ts';

/** The weights that the hub ships. */
export function shippedModel(): Model {
  return readModel(readFileSync(join(import.meta.dirname, '../../models/shapes.weights')));
}

/**
 * The file of weights. Little-endian:
 *   bytes 0-3  "DRSW", byte 4 the format's version (1), bytes 5-7 zero
 *   uint32     length of the header, then the header: JSON in UTF-8 (`WeightsHeader`)
 *   then, layer after layer in the header's order: for each of its `columns` a float32 scale, then `rows` × `columns`
 *   int8 values, row by row. A weight is value × its column's scale.
 */
import { shapes } from './vocabulary.ts';

/** Values by `<layer>.kernel` and `<layer>.bias`. */
export type Weights = ReadonlyMap<string, Float32Array>;

export interface WeightsHeader {
  /** Changes with every training, so that caches can tell two apart. */
  readonly version: string;
  readonly shapes: readonly string[];
  /** For each shape the chance below which it is left as drawn. */
  readonly thresholds: readonly number[];
  /** Logits are divided by this before they are read as chances. */
  readonly temperature: number;
  readonly matrices: readonly { readonly name: string; readonly rows: number; readonly columns: number }[];
}

export class WeightsError extends Error {
  override readonly name = 'WeightsError';
}

const MAGIC = 'DRSW';
const FORMAT = 1;

export function encodeWeights(
  header: Omit<WeightsHeader, 'matrices'>,
  weights: Weights,
  columnsOf: (name: string) => number,
): Uint8Array {
  const matrices = [...weights].map(([name, values]) => {
    const columns = columnsOf(name);
    return { name, rows: values.length / columns, columns };
  });
  const text = new TextEncoder().encode(JSON.stringify({ ...header, matrices } satisfies WeightsHeader));
  const size = matrices.reduce((sum, { rows, columns }) => sum + columns * (4 + rows), 12 + text.length);
  const bytes = new Uint8Array(size);
  const view = new DataView(bytes.buffer);
  bytes.set(new TextEncoder().encode(MAGIC), 0);
  bytes[4] = FORMAT;
  view.setUint32(8, text.length, true);
  bytes.set(text, 12);
  let at = 12 + text.length;
  for (const { name, rows, columns } of matrices) {
    const values = weights.get(name) ?? new Float32Array(rows * columns);
    const scales = scalesOf(values, columns);
    for (const scale of scales) {
      view.setFloat32(at, scale, true);
      at += 4;
    }
    for (let i = 0; i < values.length; i++) {
      view.setInt8(at, Math.round((values[i] ?? 0) / (scales[i % columns] ?? 1)));
      at += 1;
    }
  }
  return bytes;
}

export interface ReadWeights {
  readonly header: WeightsHeader;
  readonly weights: Weights;
}

/** Throws `WeightsError` for anything that is not a whole file of this format and of this vocabulary. */
export function decodeWeights(bytes: Uint8Array): ReadWeights {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 12 || new TextDecoder().decode(bytes.subarray(0, 4)) !== MAGIC) {
    throw new WeightsError('not a file of weights');
  }
  if (bytes[4] !== FORMAT) throw new WeightsError(`weights of format ${bytes[4]}`);
  const length = view.getUint32(8, true);
  const header = readHeader(bytes.subarray(12, 12 + length));
  const weights = new Map<string, Float32Array>();
  let at = 12 + length;
  for (const { name, rows, columns } of header.matrices) {
    if (at + columns * (4 + rows) > bytes.length) throw new WeightsError('the weights end early');
    const scales = Float32Array.from({ length: columns }, (_, j) => view.getFloat32(at + 4 * j, true));
    at += 4 * columns;
    const values = new Float32Array(rows * columns);
    for (let i = 0; i < values.length; i++) values[i] = view.getInt8(at + i) * (scales[i % columns] ?? 0);
    at += values.length;
    weights.set(name, values);
  }
  if (at !== bytes.length) throw new WeightsError('bytes behind the weights');
  return { header, weights };
}

/** A bias is one row: each of its values has a scale of its own and is exact. */
function scalesOf(values: Float32Array, columns: number): Float32Array {
  const scales = new Float32Array(columns);
  for (let i = 0; i < values.length; i++) {
    scales[i % columns] = Math.max(scales[i % columns] ?? 0, Math.abs(values[i] ?? 0) / 127);
  }
  return scales.map((scale) => (scale === 0 ? 1 : scale));
}

function readHeader(bytes: Uint8Array): WeightsHeader {
  let header: WeightsHeader;
  try {
    header = JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    throw new WeightsError('the header is no JSON');
  }
  const words = Array.isArray(header?.shapes) ? header.shapes.join() : '';
  if (words !== shapes.join()) throw new WeightsError('weights for other shapes');
  if (!Array.isArray(header.matrices)) throw new WeightsError('the header names no matrices');
  for (const { name, rows, columns } of header.matrices) {
    const whole = Number.isInteger(rows) && Number.isInteger(columns) && rows > 0 && columns > 0;
    if (typeof name !== 'string' || !whole || rows * columns > 1 << 24) throw new WeightsError('a matrix of no size');
  }
  return header;
}

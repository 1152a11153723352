/** Small models in code: boxes put together, written as binary glTF 2.0. Metres, y up. */
import type { Chance } from '../contract/chance.ts';

export interface Box {
  /** Of its middle. */
  readonly at: readonly [x: number, y: number, z: number];
  readonly size: readonly [x: number, y: number, z: number];
  /** Of `colours`. */
  readonly colour: number;
}

/** Linear red, green and blue. */
export type Colour = readonly [number, number, number];

const faces = [
  [1, 0, 0],
  [-1, 0, 0],
  [0, 1, 0],
  [0, -1, 0],
  [0, 0, 1],
  [0, 0, -1],
] as const;

const [arrayBuffer, elementBuffer] = [34962, 34963];
const [float, unsignedInt] = [5126, 5125];

/** One mesh with a primitive for each colour. */
export function writeGlb(boxes: readonly Box[], colours: readonly Colour[], name: string): Uint8Array {
  const used = colours.map((colour, index) => ({ colour, boxes: boxes.filter((box) => box.colour === index) }));
  const parts = used.filter((part) => part.boxes.length > 0).map((part) => ({ ...part, ...geometryOf(part.boxes) }));
  const chunks: Uint8Array[] = [];
  let length = 0;
  const views: object[] = [];
  const view = (data: Float32Array | Uint32Array, target: number): number => {
    views.push({ buffer: 0, byteOffset: length, byteLength: data.byteLength, target });
    chunks.push(new Uint8Array(data.buffer));
    length += data.byteLength;
    return views.length - 1;
  };
  const accessors: object[] = [];
  const primitives = parts.map(({ positions, normals, indices }, material) => {
    const count = positions.length / 3;
    const [min, max] = [extent(positions, Math.min), extent(positions, Math.max)];
    accessors.push(
      { bufferView: view(positions, arrayBuffer), componentType: float, count, type: 'VEC3', min, max },
      { bufferView: view(normals, arrayBuffer), componentType: float, count, type: 'VEC3' },
      { bufferView: view(indices, elementBuffer), componentType: unsignedInt, count: indices.length, type: 'SCALAR' },
    );
    const first = accessors.length - 3;
    return { attributes: { POSITION: first, NORMAL: first + 1 }, indices: first + 2, material };
  });
  const json = {
    asset: { version: '2.0', generator: 'Draftroom' },
    scene: 0,
    scenes: [{ nodes: [0] }],
    nodes: [{ mesh: 0, name }],
    meshes: [{ name, primitives }],
    materials: parts.map(({ colour }) => ({
      pbrMetallicRoughness: { baseColorFactor: [...colour, 1], metallicFactor: 0, roughnessFactor: 0.8 },
    })),
    buffers: [{ byteLength: length }],
    bufferViews: views,
    accessors,
  };
  return pack(JSON.stringify(json), Buffer.concat(chunks));
}

/** A settlement of towers on a plinth. */
export function towers(chance: Chance): Box[] {
  const boxes: Box[] = [{ at: [0, -0.1, 0], size: [6.4, 0.2, 6.4], colour: 0 }];
  for (let column = -2; column <= 2; column++) {
    for (let row = -2; row <= 2; row++) {
      if (chance(4) === 0) continue;
      const storeys = 1 + chance(5);
      for (let storey = 0; storey < storeys; storey++) {
        const side = 0.9 - storey * 0.12;
        boxes.push({
          at: [column * 1.2, storey * 0.7 + 0.34, row * 1.2],
          size: [side, 0.66, side],
          colour: 1 + chance(3),
        });
      }
    }
  }
  return boxes;
}

export const modelColours: readonly (readonly Colour[])[] = [
  [
    [0.08, 0.1, 0.12],
    [0.8, 0.25, 0.15],
    [0.9, 0.6, 0.2],
    [0.2, 0.45, 0.45],
  ],
  [
    [0.75, 0.72, 0.65],
    [0.1, 0.25, 0.4],
    [0.35, 0.6, 0.75],
    [0.85, 0.85, 0.8],
  ],
];

function geometryOf(boxes: readonly Box[]): { positions: Float32Array; normals: Float32Array; indices: Uint32Array } {
  const [positions, normals, indices]: [number[], number[], number[]] = [[], [], []];
  for (const { at, size } of boxes) {
    for (const normal of faces) {
      const first = positions.length / 3;
      // Two directions along the face, so that its corners go round it counter-clockwise, seen from outside.
      const u = [normal[1], normal[2], normal[0]] as const;
      const v = cross(normal, u);
      for (const [a, b] of [
        [-1, -1],
        [1, -1],
        [1, 1],
        [-1, 1],
      ] as const) {
        for (const axis of [0, 1, 2] as const) {
          const direction = normal[axis] + a * u[axis] + b * v[axis];
          positions.push(at[axis] + (direction * size[axis]) / 2);
          normals.push(normal[axis]);
        }
      }
      indices.push(first, first + 1, first + 2, first, first + 2, first + 3);
    }
  }
  return {
    positions: Float32Array.from(positions),
    normals: Float32Array.from(normals),
    indices: Uint32Array.from(indices),
  };
}

type Vector = readonly [number, number, number];

function cross(a: Vector, b: Vector): Vector {
  return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
}

function extent(positions: Float32Array, choose: (...values: number[]) => number): number[] {
  return [0, 1, 2].map((axis) => choose(...positions.filter((_, index) => index % 3 === axis)));
}

/** A header of 12 bytes, then JSON and binary, each filled up to 4 bytes. */
function pack(json: string, binary: Buffer): Uint8Array {
  const text = Buffer.from(json.padEnd(Math.ceil(Buffer.byteLength(json) / 4) * 4, ' '));
  const head = Buffer.alloc(12);
  head.write('glTF');
  head.writeUInt32LE(2, 4);
  head.writeUInt32LE(12 + 8 + text.length + 8 + binary.length, 8);
  return Buffer.concat([head, chunkHead(text.length, 'JSON'), text, chunkHead(binary.length, 'BIN\0'), binary]);
}

function chunkHead(length: number, type: string): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt32LE(length);
  head.write(type, 4);
  return head;
}

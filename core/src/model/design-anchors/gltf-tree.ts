/** As much of a glTF model as anchors need: its nodes and how many triangles its meshes have. Reads no geometry. */

export interface GltfNode {
  readonly name: string;
  readonly parent: number | null;
  readonly mesh: number | null;
}

export interface GltfTree {
  readonly nodes: readonly GltfNode[];
  /** Triangles of each primitive of each mesh. */
  readonly meshes: readonly (readonly number[])[];
}

const glbMagic = 0x46546c67;
const jsonChunk = 0x4e4f534a;
const triangles = 4;
const triangleStrip = 5;
const triangleFan = 6;
/** Of nodes and of meshes: more is no model that anybody comments on. */
const most = 100_000;

/** Of the bytes of a `.glb` or `.gltf` file; null for what is none. Never throws. */
export function readGltfTree(bytes: Uint8Array): GltfTree | null {
  const text = jsonOf(bytes);
  if (text === null) return null;
  try {
    return treeOf(JSON.parse(text));
  } catch {
    return null;
  }
}

function jsonOf(bytes: Uint8Array): string | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 20 || view.getUint32(0, true) !== glbMagic) return new TextDecoder().decode(bytes);
  const length = view.getUint32(12, true);
  if (view.getUint32(16, true) !== jsonChunk || 20 + length > bytes.length) return null;
  return new TextDecoder().decode(bytes.subarray(20, 20 + length));
}

function treeOf(file: unknown): GltfTree | null {
  const root = record(file);
  if (root === null || record(root.asset) === null) return null;
  const stored = list(root.nodes).map(record);
  const parents = new Map<number, number>();
  for (const [index, node] of stored.entries()) {
    for (const child of list(node?.children)) if (typeof child === 'number') parents.set(child, index);
  }
  const counts = list(root.accessors).map((accessor) => whole(record(accessor)?.count));
  return {
    nodes: stored.map((node, index) => ({
      name: typeof node?.name === 'string' ? node.name : '',
      parent: parents.get(index) ?? null,
      mesh: typeof node?.mesh === 'number' ? node.mesh : null,
    })),
    meshes: list(root.meshes).map((mesh) =>
      list(record(mesh)?.primitives).map((primitive) => trianglesOf(record(primitive), counts)),
    ),
  };
}

function trianglesOf(primitive: Record<string, unknown> | null, counts: readonly number[]): number {
  const { indices, mode = triangles } = primitive ?? {};
  const accessor = typeof indices === 'number' ? indices : record(primitive?.attributes)?.POSITION;
  const corners = typeof accessor === 'number' ? (counts[accessor] ?? 0) : 0;
  if (mode === triangles) return Math.floor(corners / 3);
  return mode === triangleStrip || mode === triangleFan ? Math.max(0, corners - 2) : 0;
}

function record(value: unknown): Record<string, unknown> | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : null;
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value.slice(0, most) : [];
}

function whole(value: unknown): number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0 ? value : 0;
}

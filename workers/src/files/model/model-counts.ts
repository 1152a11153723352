/** What the JSON of a glTF states, with nothing believed: any of it may be missing, of another type, or huge. Pure. */
import type { FoundFacts } from '@draftroom/core/contract/file-work';

type Json = Readonly<Record<string, unknown>>;

/** What a page still shows as a number. */
const mostCounted = 1_000_000_000;
/** Files that one model may name. */
const mostFiles = 500;

export function modelCounts(model: Json): Pick<FoundFacts, 'triangles' | 'meshes' | 'materials' | 'animations'> {
  const accessors = list(model.accessors);
  let triangles = 0;
  for (const mesh of list(model.meshes)) {
    for (const primitive of list(mesh.primitives)) triangles += trianglesOf(primitive, accessors);
  }
  return {
    triangles: bounded(triangles),
    meshes: bounded(list(model.meshes).length),
    materials: bounded(list(model.materials).length),
    animations: bounded(list(model.animations).length),
  };
}

/** Each once, as the model names them; what is embedded is not among them. */
export function externalFiles(model: Json): string[] {
  const names = [...list(model.buffers), ...list(model.images)]
    .map(({ uri }) => uri)
    .filter((uri): uri is string => typeof uri === 'string' && !/^data:/i.test(uri));
  return [...new Set(names)].slice(0, mostFiles);
}

function trianglesOf(primitive: Json, accessors: readonly Json[]): number {
  const attributes = primitive.attributes as Json | null | undefined;
  const accessor = accessors[Number(primitive.indices ?? attributes?.POSITION ?? -1)];
  const count = Number(accessor?.count);
  if (!Number.isFinite(count)) return 0;
  const mode = primitive.mode ?? 4;
  if (mode === 4) return Math.floor(count / 3);
  return mode === 5 || mode === 6 ? Math.max(0, count - 2) : 0;
}

function list(value: unknown): Json[] {
  if (!Array.isArray(value)) return [];
  return value.filter((entry): entry is Json => typeof entry === 'object' && entry !== null);
}

function bounded(count: number): number {
  return Math.max(0, Math.min(mostCounted, Math.floor(count)));
}

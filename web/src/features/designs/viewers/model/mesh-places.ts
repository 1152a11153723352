/** Places on the surface of a model: which mesh, which triangle, where in it; and back to a point. */
import { type BufferGeometry, type Intersection, Mesh, type Object3D, Triangle, Vector3 } from 'three';
import type { Camera, ModelPlace, Vector } from '../viewer.ts';
import { vectorOf } from './framing.ts';

/**
 * glTF names need not be there nor differ, so a path has the place among the siblings where a name is missing or taken.
 * It is the same for the same file, whoever loads it.
 */
export function nodePathOf(object: Object3D, root: Object3D): string {
  const parts: string[] = [];
  for (let node: Object3D | null = object; node !== null && node !== root; node = node.parent) {
    const siblings = node.parent?.children ?? [];
    const name = nameIn(node);
    const first = name !== '' && siblings.find((sibling) => nameIn(sibling) === name) === node;
    parts.unshift(first ? name : `#${siblings.indexOf(node)}`);
  }
  return parts.join('/');
}

export function nodeAt(path: string, root: Object3D): Object3D | null {
  let node: Object3D | undefined = root;
  for (const part of path === '' ? [] : path.split('/')) {
    const children: Object3D[] = node.children;
    node = numbered.test(part) ? children[Number(part.slice(1))] : children.find((child) => nameIn(child) === part);
    if (node === undefined) return null;
  }
  return node;
}

const numbered = /^#\d+$/;

/** As it stands in a path; empty for a name that would read as something else there. */
function nameIn({ name }: Object3D): string {
  return numbered.test(name) ? '' : name.replaceAll('/', '_');
}

export function placeOf(hit: Intersection, root: Object3D, camera: Camera): ModelPlace | null {
  const { object, face, faceIndex, point } = hit;
  if (!(object instanceof Mesh) || face == null || faceIndex == null) return null;
  const corners = cornersOf(object, faceIndex);
  if (corners === null) return null;
  const local = object.worldToLocal(point.clone());
  const barycentric = Triangle.getBarycoord(local, ...corners, new Vector3()) ?? new Vector3(1 / 3, 1 / 3, 1 / 3);
  const normal = face.normal.clone().transformDirection(object.matrixWorld);
  return {
    surface: 'model',
    nodePath: nodePathOf(object, root),
    mesh: meshes(root).indexOf(object),
    triangle: faceIndex,
    barycentric: inside(barycentric),
    point: vectorOf(point),
    normal: vectorOf(normal),
    camera,
  };
}

export interface FoundPlace {
  readonly point: Vector3;
  /** The triangle is where it was; otherwise only the point is known. */
  readonly attached: boolean;
}

/** Where a place is in the model shown. When its mesh is gone, the point where it was. */
export function pointOf(place: ModelPlace, root: Object3D): FoundPlace {
  const gone = { point: new Vector3(...place.point), attached: false };
  const node = nodeAt(place.nodePath, root);
  const corners = node instanceof Mesh ? cornersOf(node, place.triangle) : null;
  if (node === null || corners === null) return gone;
  const [a, b, c] = corners;
  const [u, v, w] = place.barycentric;
  const local = new Vector3().addScaledVector(a, u).addScaledVector(b, v).addScaledVector(c, w);
  const point = node.localToWorld(local);
  return Number.isFinite(point.length()) ? { point, attached: true } : gone;
}

export function meshes(root: Object3D): Mesh[] {
  const found: Mesh[] = [];
  root.traverse((object) => {
    if (object instanceof Mesh) found.push(object);
  });
  return found;
}

function cornersOf(mesh: Mesh, triangle: number): [Vector3, Vector3, Vector3] | null {
  const geometry = mesh.geometry as BufferGeometry;
  const positions = geometry.getAttribute('position');
  const corner = (at: number): Vector3 | null => {
    const index = geometry.index === null ? at : at < geometry.index.count ? geometry.index.getX(at) : -1;
    // Moved with the bones or shape keys that it hangs on.
    return index >= 0 && index < positions.count ? mesh.getVertexPosition(index, new Vector3()) : null;
  };
  if (positions === undefined || triangle < 0) return null;
  const [a, b, c] = [corner(triangle * 3), corner(triangle * 3 + 1), corner(triangle * 3 + 2)];
  return a === null || b === null || c === null ? null : [a, b, c];
}

/** Rounding can put a point on an edge a hair outside. */
function inside({ x, y, z }: Vector3): Vector {
  const [u, v, w] = [x, y, z].map((part) => Math.min(1, Math.max(0, Number.isFinite(part) ? part : 1 / 3)));
  return [u ?? 0, v ?? 0, w ?? 0];
}

/** Places on the surface of a model: which primitive, which triangle, where in it; and back to a point. */
import { type DesignModelAnchor, deepestNode } from '@draftroom/core/contract/design-anchor';
import { type BufferGeometry, type Intersection, Mesh, type Object3D, Triangle, Vector3 } from 'three';
import type { Camera, Vector } from '../viewer.ts';
import { vectorOf } from './framing.ts';

/** What of the file an object was made from, as the loader remembers it. */
export interface FileIndices {
  readonly nodes?: number;
  readonly meshes?: number;
  readonly primitives?: number;
}

export interface FoundPlace {
  readonly point: Vector3;
  /** Its triangle is there; otherwise only the point is known. */
  readonly attached: boolean;
}

type Names = DesignModelAnchor['nodes'];

/** The indices of the file go with its objects: they are the same for everybody who loads it. */
export class MeshPlaces {
  readonly #root: Object3D;
  readonly #indices: ReadonlyMap<Object3D, FileIndices>;
  readonly #byPlace = new Map<string, Mesh>();
  /** The names of the file: the loader's are made fit for its animations. */
  readonly #nameOf: (node: number) => string;

  constructor(root: Object3D, indices: ReadonlyMap<Object3D, FileIndices>, nameOf: (node: number) => string) {
    this.#root = root;
    this.#indices = indices;
    this.#nameOf = nameOf;
    root.traverse((object) => {
      if (!(object instanceof Mesh)) return;
      const node = this.#nodes(object).at(-1)?.index;
      this.#byPlace.set(`${node} ${indices.get(object)?.primitives ?? 0}`, object);
    });
  }

  /** Null for what is no part of the file. */
  at(hit: Intersection, path: string, camera: Camera): DesignModelAnchor | null {
    const { object, face, faceIndex, point } = hit;
    if (!(object instanceof Mesh) || face == null || faceIndex == null) return null;
    const corners = cornersOf(object, faceIndex);
    const nodes = this.#nodes(object);
    if (corners === null || nodes.length === 0) return null;
    const { meshes = 0, primitives = 0 } = this.#indices.get(object) ?? {};
    const local = object.worldToLocal(point.clone());
    const barycentric = Triangle.getBarycoord(local, ...corners, new Vector3()) ?? new Vector3(1 / 3, 1 / 3, 1 / 3);
    const normal = face.normal.clone().transformDirection(object.matrixWorld);
    return {
      surface: 'model',
      state: 'attached',
      path,
      nodes: nodes.slice(-deepestNode),
      mesh: meshes,
      primitive: primitives,
      triangles: trianglesOf(object.geometry),
      triangle: faceIndex,
      barycentric: inside(barycentric),
      normal: vectorOf(normal),
      camera,
      fallback: { x: point.x, y: point.y, z: point.z },
    };
  }

  /** Where a place is in the model shown. When its mesh is gone, the point where it was. */
  find(anchor: DesignModelAnchor): FoundPlace {
    const { x, y, z } = anchor.fallback;
    const gone = { point: new Vector3(x, y, z), attached: false };
    const mesh = this.#byPlace.get(`${anchor.nodes.at(-1)?.index} ${anchor.primitive}`);
    if (mesh === undefined || trianglesOf(mesh.geometry) !== anchor.triangles) return gone;
    const corners = cornersOf(mesh, anchor.triangle);
    if (corners === null) return gone;
    const [a, b, c] = corners;
    const [u, v, w] = anchor.barycentric;
    const local = new Vector3().addScaledVector(a, u).addScaledVector(b, v).addScaledVector(c, w);
    const point = mesh.localToWorld(local);
    return Number.isFinite(point.length()) ? { point, attached: true } : gone;
  }

  #nodes(object: Object3D): Names {
    const nodes: Names = [];
    for (let at: Object3D | null = object; at !== null && at !== this.#root; at = at.parent) {
      const index = this.#indices.get(at)?.nodes;
      if (index !== undefined) nodes.unshift({ index, name: this.#nameOf(index) });
    }
    return nodes;
  }
}

function trianglesOf({ index, attributes }: BufferGeometry): number {
  return Math.floor((index?.count ?? attributes.position?.count ?? 0) / 3);
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

/** What a model consists of, in words: for who cannot see it, and for finding a part by its name. */
import { Mesh, type Object3D } from 'three';

export interface Part {
  readonly id: number;
  /** Null for a part without a name. */
  readonly name: string | null;
  readonly triangles: number;
  readonly parts: readonly Part[];
}

/** Longer outlines help nobody. */
const mostParts = 300;

export function outlineOf(root: Object3D): { readonly parts: readonly Part[]; readonly leftOut: number } {
  let [count, leftOut] = [0, 0];
  const partsOf = (node: Object3D): Part[] =>
    node.children.flatMap((child) => {
      if (count >= mostParts) {
        child.traverse(() => leftOut++);
        return [];
      }
      count++;
      const name = child.name === '' ? null : child.name;
      return [{ id: child.id, name, triangles: trianglesOf(child), parts: partsOf(child) }];
    });
  const parts = partsOf(root);
  return { parts, leftOut };
}

function trianglesOf(object: Object3D): number {
  if (!(object instanceof Mesh)) return 0;
  const { index, attributes } = object.geometry;
  return Math.floor((index?.count ?? attributes.position?.count ?? 0) / 3);
}

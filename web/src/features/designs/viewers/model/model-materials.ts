/** What is done to everything in a model at once. */
import { type Material, Mesh, type Object3D, Texture } from 'three';

function materialsOf(root: Object3D): Set<Material> {
  const materials = new Set<Material>();
  root.traverse((object) => {
    if (!(object instanceof Mesh)) return;
    for (const material of [object.material].flat()) materials.add(material);
  });
  return materials;
}

/** The graphics card forgets nothing by itself. */
export function disposeModel(root: Object3D): void {
  for (const material of materialsOf(root)) {
    for (const value of Object.values(material)) if (value instanceof Texture) value.dispose();
    material.dispose();
  }
  root.traverse((object) => {
    if (object instanceof Mesh) object.geometry.dispose();
  });
}

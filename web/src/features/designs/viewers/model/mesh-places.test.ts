import {
  BoxGeometry,
  BufferGeometry,
  Float32BufferAttribute,
  Group,
  Mesh,
  PerspectiveCamera,
  Raycaster,
  Vector2,
  Vector3,
} from 'three';
import { describe, expect, it } from 'vitest';
import { type FileIndices, MeshPlaces } from './mesh-places.ts';
import { isHidden } from './projection.ts';

const camera = { position: [0, 0, 5], target: [0, 0, 0] } as {
  position: [number, number, number];
  target: [number, number, number];
};

/** A box on a turned and moved arm, as a loader would leave it. */
function arm() {
  const root = new Group();
  const node = new Group();
  const mesh = new Mesh(new BoxGeometry(1, 1, 1));
  node.position.set(0.2, -0.1, 0.3);
  node.rotation.set(0.3, 0.5, 0);
  node.add(mesh);
  root.add(node);
  root.updateMatrixWorld(true);
  const indices = new Map<Mesh | Group, FileIndices>([
    [node, { nodes: 3 }],
    [mesh, { nodes: 7, meshes: 2, primitives: 1 }],
  ]);
  return { root, mesh, places: new MeshPlaces(root, indices, (index) => `node ${index}`) };
}

function lookAt(root: Group) {
  const eye = new PerspectiveCamera(35, 1, 0.1, 100);
  eye.position.set(0, 0, 5);
  eye.updateMatrixWorld();
  const ray = new Raycaster();
  ray.setFromCamera(new Vector2(0.02, 0.03), eye);
  const [hit] = ray.intersectObject(root, true);
  if (hit === undefined) throw new Error('nothing was hit');
  return { hit, eye };
}

describe('a place on a model', () => {
  it('[VIEW-2] names the nodes of the file and comes back to the same point', () => {
    const { root, places } = arm();
    const { hit } = lookAt(root);
    const anchor = places.at(hit, 'a.glb', camera);
    expect(anchor).toMatchObject({
      path: 'a.glb',
      nodes: [
        { index: 3, name: 'node 3' },
        { index: 7, name: 'node 7' },
      ],
      mesh: 2,
      primitive: 1,
      triangles: 12,
    });
    if (anchor === null) throw new Error('no anchor');
    const found = places.find(anchor);
    expect(found.attached).toBe(true);
    expect(found.point.distanceTo(hit.point)).toBeLessThan(1e-6);
  });

  it('[VIEW-2] moves with its part, and stays behind as a point when the part is another shape', () => {
    const { root, mesh, places } = arm();
    const anchor = places.at(lookAt(root).hit, 'a.glb', camera);
    if (anchor === null) throw new Error('no anchor');
    mesh.position.x += 2;
    root.updateMatrixWorld(true);
    expect(places.find(anchor).point.x).toBeGreaterThan(anchor.fallback.x + 1);
    expect(places.find({ ...anchor, triangles: 13 })).toMatchObject({ attached: false });
    expect(places.find({ ...anchor, nodes: [{ index: 99, name: '' }] }).point.x).toBe(anchor.fallback.x);
    expect(places.find({ ...anchor, triangle: 1e9 }).attached).toBe(false);
  });

  it('is read from shapes without an index, too', () => {
    const geometry = new BufferGeometry();
    geometry.setAttribute('position', new Float32BufferAttribute([-1, -1, 0, 1, -1, 0, 0, 1, 0], 3));
    const root = new Group();
    const mesh = new Mesh(geometry);
    root.add(mesh);
    root.updateMatrixWorld(true);
    const places = new MeshPlaces(root, new Map([[mesh, { nodes: 0, meshes: 0, primitives: 0 }]]), () => '');
    const { hit } = lookAt(root);
    const anchor = places.at(hit, 'a.glb', camera);
    expect(anchor?.triangles).toBe(1);
    expect(anchor && places.find(anchor).point.distanceTo(hit.point)).toBeLessThan(1e-6);
  });

  it('is hidden only behind something else', () => {
    const { root } = arm();
    const { hit, eye } = lookAt(root);
    expect(isHidden(hit.point, { camera: eye, root }, 0.02)).toBe(false);
    expect(isHidden(new Vector3(0.1, 0, -3), { camera: eye, root }, 0.02)).toBe(true);
  });
});

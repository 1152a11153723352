import { Box3, PerspectiveCamera, Vector3 } from 'three';
import { describe, expect, it } from 'vitest';
import { fieldOfView, frameOf } from './framing.ts';
import { project } from './projection.ts';

function cameraAt(box: Box3, aspect: number): PerspectiveCamera {
  const { position, target, near, far } = frameOf(box, aspect);
  const camera = new PerspectiveCamera(fieldOfView, aspect, near, far);
  camera.position.set(...position);
  camera.lookAt(new Vector3(...target));
  camera.updateMatrixWorld();
  return camera;
}

function corners({ min, max }: Box3): Vector3[] {
  return [min.x, max.x].flatMap((x) => [min.y, max.y].flatMap((y) => [min.z, max.z].map((z) => new Vector3(x, y, z))));
}

describe('the frame of a model', () => {
  const shapes: [string, Box3][] = [
    ['a cube', new Box3(new Vector3(-1, -1, -1), new Vector3(1, 1, 1))],
    ['a tower far off', new Box3(new Vector3(100, 0, -40), new Vector3(102, 60, -38))],
    ['a carpet', new Box3(new Vector3(-50, 0, -20), new Vector3(50, 0.01, 20))],
    ['a grain', new Box3(new Vector3(0, 0, 0), new Vector3(1e-4, 1e-4, 1e-4))],
  ];

  it.each(shapes)('has all of %s in a window of any shape, and fills it', (_name, box) => {
    for (const aspect of [0.4, 1, 2.4]) {
      const camera = cameraAt(box, aspect);
      const size = { width: 100, height: 100 };
      const seen = corners(box).map((corner) => project(corner, camera, size));
      expect(seen.every(({ inSight }) => inSight)).toBe(true);
      const widest = Math.max(...seen.map(({ x, y }) => Math.max(Math.abs(x - 50), Math.abs(y - 50))));
      expect(widest).toBeGreaterThan(30);
    }
  });

  it('stands somewhere before an empty or broken model', () => {
    for (const box of [new Box3(), new Box3(new Vector3(Number.NaN, 0, 0), new Vector3(1, Number.NaN, 1))]) {
      const { position, target, radius, near, far } = frameOf(box, 1);
      for (const value of [...position, ...target, radius, near, far]) expect(Number.isFinite(value)).toBe(true);
      expect(position).not.toEqual(target);
    }
  });
});

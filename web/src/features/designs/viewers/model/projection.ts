/** Where a point of the model is in the window, and whether something stands before it. */
import { type Object3D, type PerspectiveCamera, Raycaster, Vector3 } from 'three';

export interface Projected {
  /** Pixels from the upper left of the window. */
  readonly x: number;
  readonly y: number;
  /** In front of the camera and within the window. */
  readonly inSight: boolean;
}

export function project(
  point: Vector3,
  camera: PerspectiveCamera,
  { width, height }: { width: number; height: number },
): Projected {
  const { x, y, z } = point.clone().project(camera);
  const inSight = z > -1 && z < 1 && Math.abs(x) <= 1 && Math.abs(y) <= 1;
  return { x: ((x + 1) / 2) * width, y: ((1 - y) / 2) * height, inSight };
}

const ray = new Raycaster();

/** `slack` is a length of the model: what lies on a surface is not behind it. */
export function isHidden(
  point: Vector3,
  { camera, root }: { camera: PerspectiveCamera; root: Object3D },
  slack: number,
) {
  const eye = camera.getWorldPosition(new Vector3());
  const way = point.clone().sub(eye);
  const distance = way.length();
  ray.set(eye, way.normalize());
  ray.near = 0;
  ray.far = Math.max(0, distance - slack);
  return ray.intersectObject(root, true).length > 0;
}

/** From where a model is looked at so that all of it is seen. Pure. */
import { type Box3, Sphere, Vector3 } from 'three';
import type { Camera, Vector } from '../viewer.ts';

/** Degrees, top to bottom. */
export const fieldOfView = 35;

export interface Frame extends Camera {
  /** Half of the longest way through the model; steps of keys and limits of zooming go by it. */
  readonly radius: number;
  readonly near: number;
  readonly far: number;
}

/** A little above and to the right of its front, as product pictures are taken. */
const direction = new Vector3(0.62, 0.42, 1).normalize();
/** Room left around it. */
const margin = 1.08;

/** `aspect` is the width of the window by its height. */
export function frameOf(box: Box3, aspect: number): Frame {
  const sphere = box.isEmpty() ? new Sphere(new Vector3(), 1) : box.getBoundingSphere(new Sphere());
  // A single point or a broken box must not put the camera nowhere.
  const radius = Number.isFinite(sphere.radius) && sphere.radius > 0 ? sphere.radius : 1;
  const target = Number.isFinite(sphere.center.length()) ? sphere.center : new Vector3();
  const distance = Math.max(distanceFor(box, target, aspect), radius * 0.1) * margin;
  const position = target.clone().addScaledVector(direction, distance);
  return {
    position: vectorOf(position),
    target: vectorOf(target),
    radius,
    near: distance / 1_000,
    far: distance + radius * 100,
  };
}

/** From how far all corners of the box are within the window. */
function distanceFor({ min, max }: Box3, target: Vector3, aspect: number): number {
  const upright = Math.tan((fieldOfView * Math.PI) / 360);
  const level = upright * Math.max(Number.isFinite(aspect) ? aspect : 1, 1e-3);
  const aside = new Vector3(0, 1, 0).cross(direction).normalize();
  const up = direction.clone().cross(aside);
  let distance = 0;
  for (const x of [min.x, max.x]) {
    for (const y of [min.y, max.y]) {
      for (const z of [min.z, max.z]) {
        const corner = new Vector3(x, y, z).sub(target);
        const nearer = corner.dot(direction);
        const wanted = Math.max(Math.abs(corner.dot(aside)) / level, Math.abs(corner.dot(up)) / upright);
        if (Number.isFinite(wanted)) distance = Math.max(distance, nearer + wanted);
      }
    }
  }
  return distance === 0 ? 4 : distance;
}

export function vectorOf({ x, y, z }: { x: number; y: number; z: number }): Vector {
  return [x, y, z];
}

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
const margin = 1.12;

export function frameOf(box: Box3, aspect: number): Frame {
  const sphere = box.isEmpty() ? new Sphere(new Vector3(), 1) : box.getBoundingSphere(new Sphere());
  // A single point or a broken box must not put the camera nowhere.
  const radius = Number.isFinite(sphere.radius) && sphere.radius > 0 ? sphere.radius : 1;
  const target = Number.isFinite(sphere.center.length()) ? sphere.center : new Vector3();
  const upDown = (fieldOfView * Math.PI) / 360;
  const leftRight = Math.atan(Math.tan(upDown) * Math.max(aspect, 1e-3));
  const distance = (radius / Math.sin(Math.min(upDown, leftRight))) * margin;
  const position = target.clone().addScaledVector(direction, distance);
  return { position: vectorOf(position), target: vectorOf(target), radius, near: distance / 1_000, far: distance * 20 };
}

export function vectorOf({ x, y, z }: { x: number; y: number; z: number }): Vector {
  return [x, y, z];
}

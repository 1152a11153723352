/** The camera round a model: by pointer, by keys, and on its way to where somebody else looked from. */
import { MathUtils, type PerspectiveCamera, Spherical, Vector3 } from 'three';
import { OrbitControls } from 'three/addons/controls/OrbitControls.js';
import type { Camera } from '../viewer.ts';
import { type Frame, vectorOf } from './framing.ts';

/** Milliseconds. */
const flightTime = 180;

interface Flight {
  readonly from: { position: Vector3; target: Vector3 };
  readonly to: { position: Vector3; target: Vector3 };
  readonly startedAt: number;
}

interface OrbitParts {
  readonly camera: PerspectiveCamera;
  readonly element: HTMLElement;
  /** Asks for another picture. */
  invalidate(): void;
}

export class ModelOrbit {
  readonly #camera: PerspectiveCamera;
  readonly #controls: OrbitControls;
  readonly #invalidate: () => void;
  readonly #listeners = new Set<() => void>();
  #home: Frame | null = null;
  #flight: Flight | null = null;

  constructor({ camera, element, invalidate }: OrbitParts) {
    this.#camera = camera;
    this.#invalidate = invalidate;
    this.#controls = new OrbitControls(camera, element);
    this.#controls.addEventListener('change', this.#moved);
    this.#controls.addEventListener('start', this.#landed);
    this.keepPageScrolling(true);
  }

  /** A finger that moves up or down scrolls the page that the model stands in; on the whole screen it turns the model. */
  keepPageScrolling(keep: boolean): void {
    const element = this.#controls.domElement;
    if (element !== null) element.style.touchAction = keep ? 'pan-y' : 'none';
  }

  /** Whether the wheel zooms; else it scrolls the page. */
  set wheel(zooms: boolean) {
    this.#controls.enableZoom = zooms;
  }

  /** Where the camera stands at first and after `reset`. */
  set home(frame: Frame) {
    this.#home = frame;
    Object.assign(this.#camera, { near: frame.near, far: frame.far });
    this.#camera.updateProjectionMatrix();
    this.#controls.minDistance = frame.radius * 0.02;
    this.#controls.maxDistance = frame.far / 2;
    this.reset();
  }

  reset(): void {
    if (this.#home !== null) this.show(this.#home);
  }

  /** Radians. */
  turn(aside: number, up: number): void {
    const sphere = this.#sphere();
    sphere.theta += aside;
    sphere.phi = MathUtils.clamp(sphere.phi - up, 0.01, Math.PI - 0.01);
    this.#place(sphere);
  }

  /** Above 1: nearer. */
  zoom(factor: number): void {
    const sphere = this.#sphere();
    sphere.radius = MathUtils.clamp(sphere.radius / factor, this.#controls.minDistance, this.#controls.maxDistance);
    this.#place(sphere);
  }

  get seen(): Camera {
    return { position: vectorOf(this.#camera.position), target: vectorOf(this.#controls.target) };
  }

  show({ position, target }: Camera, { flying = false }: { flying?: boolean } = {}): void {
    const to = { position: new Vector3(...position), target: new Vector3(...target) };
    if (to.position.distanceTo(to.target) === 0) return;
    this.#flight = null;
    if (flying) {
      const from = { position: this.#camera.position.clone(), target: this.#controls.target.clone() };
      this.#flight = { from, to, startedAt: performance.now() };
      this.#invalidate();
      return;
    }
    this.#stand(to.position, to.target);
  }

  /** Once a picture. */
  advance(): void {
    if (this.#flight === null) return;
    const { from, to, startedAt } = this.#flight;
    const share = Math.min(1, (performance.now() - startedAt) / flightTime);
    const eased = 1 - (1 - share) ** 3;
    this.#stand(from.position.clone().lerp(to.position, eased), from.target.clone().lerp(to.target, eased));
    if (share === 1) this.#flight = null;
    else this.#invalidate();
  }

  /** Whenever it looks from elsewhere. */
  onMove(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  dispose(): void {
    this.#listeners.clear();
    this.#controls.dispose();
  }

  #sphere(): Spherical {
    this.#landed();
    return new Spherical().setFromVector3(this.#camera.position.clone().sub(this.#controls.target));
  }

  #place(sphere: Spherical): void {
    this.#stand(new Vector3().setFromSpherical(sphere).add(this.#controls.target), this.#controls.target.clone());
  }

  #stand(position: Vector3, target: Vector3): void {
    this.#camera.position.copy(position);
    this.#controls.target.copy(target);
    this.#controls.update();
    this.#moved();
  }

  /** Who takes the model in hand ends a flight. */
  readonly #landed = (): void => {
    this.#flight = null;
  };

  readonly #moved = (): void => {
    this.#invalidate();
    for (const listener of this.#listeners) listener();
  };
}

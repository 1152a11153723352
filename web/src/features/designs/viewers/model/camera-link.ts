import type { Camera } from '../viewer.ts';

/** Two viewers that look from the same side. Who moves tells the others. */
export class CameraLink {
  readonly #listeners = new Set<(camera: Camera, from: object) => void>();

  tell(camera: Camera, from: object): void {
    for (const listener of this.#listeners) listener(camera, from);
  }

  listen(listener: (camera: Camera, from: object) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
